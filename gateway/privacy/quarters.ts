import type { Span } from '../calendar.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import type { Period, QuarterTally, ServedQuarter } from '../counting/served.ts'
import { answeredIn } from '../counting/tally.ts'
import type { Happened } from './blocks.ts'

/** The quarter-hours of a period, at hand. */
interface Quarters {
  /** How many customers were served and answered, of any length of time at once. */
  happened(from: number, to: number): Happened
  /** The part of the period that lies in a span, but for what has no quarter-hour. */
  within(span: Span): Period
}

export function openQuarters(period: Period, { from, to }: Span): Quarters {
  const first = quarterOf(from)
  const length = Math.ceil((to - from) / quarterMs)
  const tallies = inOrder(period.tallies, first, length)
  const quarters = inOrder(period.quarters, first, length)
  // A month has thousands of quarter-hours: of each the sum of all before it.
  const served = new Float64Array(length + 1)
  const answers = new Float64Array(length + 1)
  for (let at = 0; at < length; at += 1) {
    const here = happenedIn(tallies.between(at, at + 1), quarters.between(at, at + 1))
    served[at + 1] = (served[at] ?? 0) + here.served
    answers[at + 1] = (answers[at] ?? 0) + here.answers
  }
  const placeOf = (time: number) =>
    Math.min(Math.max(0, Math.ceil((time - from) / quarterMs)), length)

  return {
    happened(begin, end) {
      const [since, until] = [placeOf(begin), placeOf(end)]
      return {
        served: (served[until] ?? 0) - (served[since] ?? 0),
        answers: (answers[until] ?? 0) - (answers[since] ?? 0),
      }
    },
    within(span) {
      const [since, until] = [placeOf(span.from), placeOf(span.to)]
      return {
        tallies: tallies.between(since, until),
        loose: [],
        quarters: quarters.between(since, until),
      }
    },
  }
}

/** Rows in order of time; those of each place, counted in quarter-hours from the first. */
function inOrder<Row extends { quarter: number }>(rows: Row[], first: number, length: number) {
  const sorted = rows.toSorted((one, other) => one.quarter - other.quarter)
  const starts = new Int32Array(length + 1)
  let row = 0
  for (let place = 0; place <= length; place += 1) {
    while ((sorted[row]?.quarter ?? Number.POSITIVE_INFINITY) < first + place) row += 1
    starts[place] = row
  }
  return {
    between: (since: number, until: number) => sorted.slice(starts[since], starts[until]),
  }
}

/** Who counts most is believed here: one customer whom anybody knows of is one too many to hide. */
function happenedIn(tallies: QuarterTally[], rows: ServedQuarter[]): Happened {
  const told: Happened = { served: 0, answers: 0 }
  let [till, manual] = [0, 0]
  for (const row of rows) {
    till += row.till ?? 0
    manual += row.manual ?? 0
  }
  for (const { tally } of tallies) {
    told.served += tally.served ?? 0
    told.answers += answeredIn(tally)
  }
  return { served: Math.max(told.served, till, manual), answers: told.answers }
}
