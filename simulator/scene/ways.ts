import type { Random } from '../random.ts'
import { type Waypoint, walkTo } from './body.ts'
import type { Counter } from './counter.ts'

type Place = Pick<Waypoint, 'x' | 'y'>

/** From here on nobody is seen. */
const besideMm = 1900
const farMm = 5000

/** The farthest that people stand or walk: before the wall. */
export const depthOf = ({ wall }: Counter) => (wall ? wall.mm - 330 : farMm)

/** Where somebody comes from: straight on, from the side, or something between. */
export function entryTo(counter: Counter, random: Random): Place {
  const depth = depthOf(counter)
  if (random.chance(counter.straightShare) && depth > counter.standMm + 700) {
    return { x: random.normal(0, 200), y: depth - random.between(0, 100) }
  }
  const side = random.pick([-1, 1]) * besideMm
  return { x: side, y: Math.min(depth, counter.standMm + Math.abs(random.normal(0, 500))) }
}

/** Where the n-th of the waiting stands; a line that meets the wall turns along it. */
export function slotOf(counter: Counter, n: number, random: Random): Place {
  const { standMm, discretionMm, spacingMm, lineSlantMm } = counter
  const straight = standMm + discretionMm + (n - 1) * spacingMm
  const y = Math.min(straight, depthOf(counter))
  const x = lineSlantMm * n + (straight - y) * (lineSlantMm < 0 ? -1 : 1)
  return { x: x + random.normal(0, 60), y: Math.min(depthOf(counter), y + random.normal(0, 60)) }
}

/** Away from the counter: aside, and straight back only where nobody stands in the way. */
export function leave(
  path: Waypoint[],
  counter: Counter,
  how: { queue: boolean; speed: number },
  random: Random,
): void {
  const here = path.at(-1)
  if (!here) return
  const depth = depthOf(counter)
  const back = !how.queue && depth > here.y + 700 && random.chance(0.35)
  // The line stands on one side; who leaves takes the other.
  const free = Math.abs(counter.lineSlantMm) > 100 ? -Math.sign(counter.lineSlantMm) : null
  const side = how.queue && free !== null ? free : random.pick([-1, 1])
  const to = back
    ? { x: here.x + random.normal(0, 250), y: depth }
    : { x: side * besideMm, y: Math.min(depth, here.y + random.between(-80, 600)) }
  walkTo(path, to, how.speed)
}
