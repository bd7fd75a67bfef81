import type { Profile } from './profile.ts'

const steady: Profile = {
  standMm: [450, 780],
  wallMm: [2200, 4500],
  customersPerHour: 40,
  staySeconds: [45, 0.5],
  longestQueue: 0,
  queueInBeam: 0.5,
  stepUpSeconds: [0.8, 4],
  passersPerHour: 15,
  browsersPerHour: 2,
  companionShare: 0.1,
  shiftsPerMinute: 3,
  gapsPerMinute: 0.6,
  swayMm: [8, 25],
  handsPerMinute: 0.6,
  darkShare: 0.06,
  sunnySpellsPerHour: 0,
  furniturePerHour: 0,
  cleaningsPerHour: 0.5,
  strayPressesPerHour: 0.3,
  fault: null,
  pressShare: 0.3,
  ratings: [1, 1, 2, 5, 11],
  repeatShare: 0.08,
  correctShare: 0.06,
  lateShare: 0.08,
  mashShare: 0.02,
}

const queue: Profile = {
  ...steady,
  customersPerHour: 75,
  staySeconds: [40, 0.45],
  longestQueue: 5,
  queueInBeam: 0.9,
  stepUpSeconds: [0.5, 5],
}

/** Counters to simulate, by name. */
export const profiles = {
  quiet: { ...steady, customersPerHour: 8, passersPerHour: 6, browsersPerHour: 1 },
  steady,
  /** Nearly always somebody waits, and steps forward when the place becomes free. */
  queue,
  rush: {
    ...queue,
    customersPerHour: 220,
    staySeconds: [17, 0.4],
    longestQueue: 7,
    queueInBeam: 0.8,
    stepUpSeconds: [0.5, 4],
    companionShare: 0.06,
    pressShare: 0.25,
  },
  corridor: { ...steady, customersPerHour: 30, passersPerHour: 280, browsersPerHour: 6 },
  'open-space': { ...steady, wallMm: null, passersPerHour: 60, browsersPerHour: 14 },
  'dark-clothes': { ...steady, darkShare: 0.75 },
  sunlight: { ...steady, sunnySpellsPerHour: 7 },
  restless: {
    ...steady,
    shiftsPerMinute: 9,
    gapsPerMinute: 2.2,
    swayMm: [15, 35],
    companionShare: 0.35,
    handsPerMinute: 2,
  },
  furniture: { ...steady, standMm: [380, 780], furniturePerHour: 3 },
  cleaning: { ...steady, customersPerHour: 25, cleaningsPerHour: 6, strayPressesPerHour: 4 },
  'far-counter': { ...steady, standMm: [1050, 1400], wallMm: [3000, 5500] },
  'shallow-room': { ...steady, standMm: [300, 650], wallMm: [1250, 1500] },
  /** A little of everything. */
  mixed: {
    ...steady,
    standMm: [350, 1000],
    customersPerHour: 55,
    staySeconds: [40, 0.6],
    longestQueue: 4,
    queueInBeam: 0.7,
    passersPerHour: 80,
    browsersPerHour: 8,
    companionShare: 0.15,
    gapsPerMinute: 0.6,
    handsPerMinute: 1,
    darkShare: 0.2,
    sunnySpellsPerHour: 1,
    furniturePerHour: 0.5,
    cleaningsPerHour: 2,
    strayPressesPerHour: 1,
  },
  /** Quick and friendly: enough customers answer for every index to be relevant. */
  bakery: {
    ...steady,
    customersPerHour: 80,
    staySeconds: [22, 0.35],
    longestQueue: 3,
    pressShare: 0.68,
    ratings: [1, 1, 3, 12, 33],
  },
  /** Slow, and nobody presses: the gate stays shut. */
  post: { ...queue, customersPerHour: 38, staySeconds: [70, 0.5], pressShare: 0.12 },
  /** Who comes here has a problem, and says so. */
  'help-desk': {
    ...steady,
    customersPerHour: 22,
    staySeconds: [110, 0.5],
    longestQueue: 3,
    pressShare: 0.42,
    ratings: [7, 5, 4, 4, 5],
    repeatShare: 0.2,
  },
  /** From here on something is broken. */
  bounce: { ...steady, fault: 'bounce' },
  'torn-frames': { ...steady, fault: 'torn-frames' },
  'nul-tail': { ...steady, fault: 'nul-tail' },
  duplicates: { ...steady, fault: 'duplicates' },
  reordering: { ...steady, fault: 'reordering' },
  drift: { ...steady, fault: 'drift' },
  'dead-sensor': { ...steady, fault: 'dead-sensor' },
  'stuck-sensor': { ...steady, fault: 'stuck-sensor' },
} satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles
export const profileNames = Object.keys(profiles) as ProfileName[]
