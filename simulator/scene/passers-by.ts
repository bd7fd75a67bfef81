import type { Profile } from '../profile.ts'
import type { Random } from '../random.ts'
import { type Body, type Waypoint, waitUntil, walkTo } from './body.ts'
import type { Counter } from './counter.ts'
import { momentsOf } from './moments.ts'
import { aPerson, walkingSpeed } from './people.ts'
import { depthOf } from './ways.ts'

const besideMm = 2500
/** Behind the back of a customer there is this much of them, and some air. */
const behindMm = 420

/** People who cross behind the customers' place, and people who stop there, look, and go on. */
export function passBy(
  counter: Counter,
  profile: Profile,
  durationMs: number,
  random: Random,
): Body[] {
  const nearest = counter.standMm + behindMm
  const depth = depthOf(counter)
  if (depth <= nearest) return []
  const bodies: Body[] = []
  const walkFrom = (t: number, y: number, stop?: { x: number; ms: number }) => {
    const side = random.pick([-1, 1])
    const path: Waypoint[] = [{ t, x: -side * besideMm, y }]
    const speed = walkingSpeed(random) + (stop ? 0 : 300)
    if (stop) {
      const there = walkTo(path, { x: stop.x, y }, speed)
      waitUntil(path, there + stop.ms)
    }
    walkTo(path, { x: side * besideMm, y: y + random.between(-80, 80) }, speed)
    bodies.push({ ...aPerson(profile, random), path, hidden: [] })
  }
  for (const at of momentsOf(profile.passersPerHour, durationMs, random)) {
    const y = random.between(nearest, Math.min(depth, counter.standMm + 2200))
    walkFrom(at, y)
    if (random.chance(0.2)) walkFrom(at + random.between(700, 1800), y + random.between(0, 200))
  }
  const browsing = counter.standMm + 650
  if (depth <= browsing) return bodies
  for (const at of momentsOf(profile.browsersPerHour, durationMs, random)) {
    const y = random.between(browsing, Math.min(depth, counter.standMm + 1800))
    walkFrom(at, y, { x: random.normal(0, 180), ms: 3000 + random.exponential(15_000) })
  }
  return bodies
}
