import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import type { Body } from './body.ts'
import type { Counter } from './counter.ts'

type Looks = Omit<Body, 'path' | 'hidden'>

/** What a person is like to a laser. */
export function aPerson(profile: Profile, random: Random): Looks {
  return {
    halfWidthMm: random.between(190, 270),
    halfDepthMm: random.between(100, 160),
    reflectance: Math.min(0.6, 0.05 + random.exponential(0.2)),
    folds: random.between(0.05, 0.25),
    swayMm: random.between(...profile.swayMm),
  }
}

/**
 * Black cloth of the kind that swallows infrared: at the customers' place about half of its
 * echoes are too weak. How weak that is depends on the sensor, so it is told by its gain.
 */
export function inDarkClothes(looks: Looks, counter: Counter, gain: number, random: Random): Looks {
  const justSeen = (100 / gain) * ((counter.standMm + 20) / 1000) ** 2
  return {
    ...looks,
    reflectance: justSeen * random.between(0.75, 1.6),
    folds: random.between(0.5, 0.9),
  }
}

export const walkingSpeed = (random: Random) => random.between(650, 1450)
