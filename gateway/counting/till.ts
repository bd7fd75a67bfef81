import { quarterMs } from './quarter.ts'
import type { Rules } from './rules.ts'

/** What was told of one quarter-hour at the tills of one touchpoint. */
export interface TillTally {
  quarter: number
  sold: number
  /** Of these, sales that a refund or void named. */
  takenBack: number
  /** Refunds and voids told in this quarter-hour that name no sale. */
  returned: number
}

/** A till that sells nothing for so much opening time is quiet; after more it may be unplugged. */
const longestQuietMs = 2 * 3_600_000
/** Nor is it quiet for so long, however seldom the touchpoint is open. */
const longestPauseMs = 14 * 24 * 3_600_000

/**
 * Customers by quarter-hour. What names no sale takes back the newest one before it that still
 * stands, on the same day; so the tallies must hold whole days, in order.
 */
export function customersIn(
  tallies: TillTally[],
  dayStartOf: (quarter: number) => number,
): Map<number, number> {
  const customers = new Map<number, number>()
  let day = { start: 0, standing: [] as number[] }
  for (const { quarter, sold, takenBack, returned } of tallies) {
    const start = dayStartOf(quarter)
    if (start !== day.start) day = { start, standing: [] }
    customers.set(quarter, sold - takenBack)
    day.standing.push(quarter)
    for (let left = returned; left > 0; ) {
      const newest = day.standing.at(-1)
      if (newest === undefined) break
      const standing = customers.get(newest) ?? 0
      const gone = Math.min(left, standing)
      customers.set(newest, standing - gone)
      left -= gone
      if (left > 0) day.standing.pop()
    }
  }
  return customers
}

/** The open quarter-hours between two in which the till told something, if it was only quiet. */
export function quietBetween(
  one: number,
  next: number,
  { openMs }: Pick<Rules, 'openMs'>,
): number[] {
  const [from, to] = [(one + 1) * quarterMs, next * quarterMs]
  if (to - from > longestPauseMs || openMs(from, to) > longestQuietMs) return []
  const quarters: number[] = []
  for (let quarter = one + 1; quarter < next; quarter += 1) {
    if (openMs(quarter * quarterMs, (quarter + 1) * quarterMs) > 0) quarters.push(quarter)
  }
  return quarters
}
