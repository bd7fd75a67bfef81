import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import { type Device, modelNames } from '../rangefinder.ts'

/** One counter, as it was built and as the remote was mounted there; mm. */
export interface Counter extends Device {
  /** Where customers usually stand. */
  standMm: number
  wall: { mm: number; reflectance: number } | null
  /** Where the beam leaves the sensor, beside the middle, and how far aside it goes per mm. */
  beamX: number
  beamSlope: number
  /** From one who waits to the next, and from the customer to the first of them. */
  spacingMm: number
  discretionMm: number
  /** How far aside each of the waiting stands from the one before. */
  lineSlantMm: number
  /** How likely people come straight on, and not from the side. */
  straightShare: number
  /** Readings a second. */
  hz: number
}

const rates = [5, 10, 20, 20, 20, 25, 50, 100] as const

export function buildCounter(profile: Profile, random: Random): Counter {
  const standMm = random.between(...profile.standMm)
  const wall = profile.wallMm && {
    mm: Math.max(standMm + 600, random.between(...profile.wallMm)),
    reflectance: random.between(0.25, 0.8),
  }
  const beamX = random.between(-90, 90)
  // The installer points it at where people stand, more or less.
  const aim = random.between(-40, 40)
  return {
    standMm,
    wall,
    beamX,
    beamSlope: (aim - beamX) / (standMm + 150),
    spacingMm: random.between(550, 850),
    discretionMm: random.between(700, 1200),
    lineSlantMm: random.chance(profile.queueInBeam)
      ? random.between(-40, 40)
      : random.pick([-1, 1]) * random.between(450, 700),
    straightShare: random.between(0.2, 0.9),
    rangefinder: random.pick(modelNames),
    hz: random.pick(rates),
    biasMm: random.between(-50, 50),
    noise: random.between(1, 3.5),
    strays: random.between(0, 0.02),
  }
}
