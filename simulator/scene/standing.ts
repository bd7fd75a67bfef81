import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import type { Body, Waypoint } from './body.ts'

type Place = Pick<Waypoint, 'x' | 'y'>

/** Steps aside and back take this long, each. */
const stepMs = 450
/** No customer is out of the beam for longer than this in one piece. */
const longestGapMs = 2900
/** Who moves less than this stays in the beam. */
const farthestAsideMm = 80
/** After coming and before going, people stand. */
const settledMs = 2500

/**
 * A customer stands at a place until `to`: shifts about it, steps out of the beam for a moment,
 * bends down to a bag. Goes on from the end of the body's path.
 */
export function standAt(body: Body, place: Place, to: number, profile: Profile, random: Random) {
  const { path } = body
  const { shiftsPerMinute: shifts, gapsPerMinute: gaps } = profile
  let t = path.at(-1)?.t ?? 0
  let here = place
  const moveTo = (at: Place, takesMs: number) => {
    t += takesMs
    path.push({ t, ...at })
  }
  const stay = (ms: number) => moveTo(here, ms)
  for (;;) {
    const pause = settledMs + random.exponential(60_000 / (shifts + gaps + 0.01))
    if (t + pause + longestGapMs + settledMs > to) break
    stay(pause)
    if (random.chance(shifts / (shifts + gaps + 0.01))) {
      here = shifted(place, random)
      moveTo(here, random.between(400, 900))
    } else if (random.chance(0.5)) {
      const side = random.pick([-1, 1]) * (body.halfWidthMm + random.between(150, 450))
      const away = { x: here.x + side, y: here.y + random.between(-40, 150) }
      moveTo(away, stepMs)
      moveTo(away, random.between(100, longestGapMs - 2 * stepMs))
      here = shifted(place, random)
      moveTo(here, stepMs)
    } else {
      const from = t + 200
      const bentMs = random.between(400, longestGapMs)
      body.hidden.push({ from, to: from + bentMs })
      stay(bentMs + 400)
    }
  }
  stay(to - t)
}

const shifted = ({ x, y }: Place, random: Random): Place => ({
  x: Math.max(-farthestAsideMm, Math.min(farthestAsideMm, x + random.normal(0, 60))),
  y: Math.max(180, y + random.normal(0, 60)),
})
