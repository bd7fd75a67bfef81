/** The character of a counter: who comes, how long they stay, and what they press. */
export interface Profile {
  customersPerHour: number
  /** Mean and spread of a stay, in seconds. */
  staySeconds: [mean: number, deviation: number]
  /** Where customers stand, and what the laser sees behind them; mm. */
  standMm: number
  wallMm: number
  /** Share of customers who press at all. */
  pressShare: number
  /** How likely each rating is, lowest first. */
  ratings: [number, number, number, number, number]
  /** Of those who press: shares who press twice, and who change their mind. */
  repeatShare: number
  correctShare: number
}

const steady: Profile = {
  customersPerHour: 40,
  staySeconds: [45, 20],
  standMm: 650,
  wallMm: 2600,
  pressShare: 0.3,
  ratings: [1, 1, 2, 5, 11],
  repeatShare: 0.08,
  correctShare: 0.04,
}

/** Counters to simulate, by name. */
export const profiles = {
  steady,
  /** Quick and friendly: enough customers answer for every index to be relevant. */
  bakery: {
    ...steady,
    customersPerHour: 80,
    staySeconds: [22, 8],
    pressShare: 0.68,
    ratings: [1, 1, 3, 12, 33],
  },
  /** Slow, and nobody presses: the gate stays shut. */
  post: { ...steady, customersPerHour: 35, staySeconds: [70, 35], pressShare: 0.12 },
  /** Who comes here has a problem, and says so. */
  'help-desk': {
    ...steady,
    customersPerHour: 22,
    staySeconds: [110, 50],
    pressShare: 0.42,
    ratings: [7, 5, 4, 4, 5],
    repeatShare: 0.2,
  },
} satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles
export const profileNames = Object.keys(profiles) as ProfileName[]
