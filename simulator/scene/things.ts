import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import type { Body, Span } from './body.ts'
import type { Counter } from './counter.ts'
import { momentsOf } from './moments.ts'

/** A chair, a bag, a sign: left behind the customers' place, in the beam, for a while. */
export function leaveThings(
  counter: Counter,
  profile: Profile,
  durationMs: number,
  random: Random,
): Body[] {
  const farthest = (counter.wall?.mm ?? 6000) - 150
  return [...momentsOf(profile.furniturePerHour, durationMs, random)].map(at => {
    const y = Math.min(farthest, counter.standMm + random.between(320, 800))
    const to = Math.min(durationMs, at + random.between(4, 25) * 60_000)
    const x = random.normal(0, 40)
    const brought = { t: at, x: random.pick([-1, 1]) * 1200, y }
    return {
      halfWidthMm: random.between(100, 250),
      halfDepthMm: random.between(20, 200),
      reflectance: random.between(0.1, 0.7),
      folds: 0.05,
      swayMm: 0,
      path: [brought, { t: at + 900, x, y }, { t: to - 900, x, y }, { ...brought, t: to }],
      hidden: [],
    }
  })
}

/** Hands that reach over the sensor while somebody is there. */
export function reach(visits: Span[], profile: Profile, random: Random): Body[] {
  return visits.flatMap(({ from, to }) =>
    [...momentsOf(60 * profile.handsPerMinute, to - from + 30_000, random)]
      .map(at => from + at)
      .filter(at => at < to - 2000)
      .map(at => aHand(at, random.between(200, 1500), random)),
  )
}

/** Somebody behind the counter wipes it: an arm before the sensor, again and again. */
export function clean(
  visits: Span[],
  profile: Profile,
  durationMs: number,
  random: Random,
): Body[] {
  const empty = (at: number) => !visits.some(({ from, to }) => at > from - 2500 && at < to + 1000)
  return [...momentsOf(profile.cleaningsPerHour, durationMs, random)].flatMap(start => {
    const end = start + random.between(4000, 30_000)
    const arms: Body[] = []
    for (let at = start; at < end; at += random.between(700, 4000)) {
      const takesMs = random.between(200, 1500)
      if (empty(at) && empty(at + takesMs)) arms.push(aHand(at, takesMs, random))
    }
    return arms
  })
}

function aHand(at: number, staysMs: number, random: Random): Body {
  const y = random.between(30, 260)
  const side = random.pick([-1, 1]) * 220
  return {
    halfWidthMm: random.between(40, 75),
    halfDepthMm: 30,
    reflectance: random.between(0.3, 0.6),
    folds: 0.15,
    swayMm: 6,
    path: [
      { t: at, x: side, y },
      { t: at + 200, x: 0, y },
      { t: at + 200 + staysMs, x: 0, y },
      { t: at + 400 + staysMs, x: side, y },
    ],
    hidden: [],
  }
}
