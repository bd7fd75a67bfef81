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
  const tallies = Map.groupBy(period.tallies, ({ quarter }) => quarter)
  const served = Map.groupBy(period.quarters, ({ quarter }) => quarter)
  const sums: Happened[] = [{ served: 0, answers: 0 }]
  for (let time = from; time < to; time += quarterMs) {
    const quarter = quarterOf(time)
    const here = happenedIn(tallies.get(quarter) ?? [], served.get(quarter) ?? [])
    const before = sums.at(-1) ?? here
    sums.push({ served: before.served + here.served, answers: before.answers + here.answers })
  }
  const until = (time: number) =>
    sums[Math.min(Math.max(0, Math.ceil((time - from) / quarterMs)), sums.length - 1)]

  return {
    happened: (begin, end) => ({
      served: (until(end)?.served ?? 0) - (until(begin)?.served ?? 0),
      answers: (until(end)?.answers ?? 0) - (until(begin)?.answers ?? 0),
    }),
    within(span) {
      const found: Period = { tallies: [], loose: [], quarters: [] }
      const end = Math.min(span.to, to)
      for (let time = Math.max(span.from, from); time < end; time += quarterMs) {
        found.tallies.push(...(tallies.get(quarterOf(time)) ?? []))
        found.quarters.push(...(served.get(quarterOf(time)) ?? []))
      }
      return found
    },
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
