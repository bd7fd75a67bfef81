import type { Fact } from './counting/count.ts'
import { quarterMs } from './counting/quarter.ts'
import type { Facts } from './database/facts.ts'

const dayMs = 96 * quarterMs

/** A device's facts in the order in which they count, no more than a day's worth in memory. */
export function* factsOf(
  facts: Facts,
  device: number,
  span = { from: 0, to: Number.MAX_SAFE_INTEGER },
): Generator<Fact> {
  let from = facts.nextTime(device, span.from)
  while (from !== null && from < span.to) {
    const to = Math.min(span.to, from + dayMs)
    yield* facts.between(device, from, to)
    from = facts.nextTime(device, to)
  }
}
