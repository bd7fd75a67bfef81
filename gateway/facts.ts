import type { Fact } from './counting/count.ts'
import { quarterOf } from './counting/quarter.ts'
import { type Facts, factOf } from './database/facts.ts'

/** The quarter-hours in which a device told something. */
export function* quartersOf(
  facts: Facts,
  device: number,
  span = { from: 0, to: Number.MAX_SAFE_INTEGER },
): Generator<number> {
  for (
    let quarter = facts.nextQuarter(device, quarterOf(span.from));
    quarter !== null && quarter < quarterOf(span.to);
    quarter = facts.nextQuarter(device, quarter + 1)
  ) {
    yield quarter
  }
}

/** A device's facts in the order in which they count, a quarter-hour's worth in memory. */
export function* factsOf(
  facts: Facts,
  device: number,
  span?: { from: number; to: number },
): Generator<Fact> {
  for (const quarter of quartersOf(facts, device, span)) {
    yield* facts.inQuarter(device, quarter).map(factOf)
  }
}
