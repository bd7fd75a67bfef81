import { ServedSource } from '../../shared/numbers.ts'
import type { Span } from '../calendar.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import { placeFrom, QuarterTable } from '../counting/quarter-table.ts'
import type { Period } from '../counting/served.ts'
import type { Happened } from './blocks.ts'

/** The quarter-hours of a period, at hand. */
interface Quarters {
  /** How many customers were served and answered, of any length of time at once. */
  happened(from: number, to: number): Happened
  /** Who counted customers meanwhile, but fewer than so many. */
  fewIn(from: number, to: number, minimum: number): ServedSource[]
  /** How many customers somebody counted in a span. */
  countedBy(source: ServedSource, span: Span): number
  /** The part of the period that lies in a span, but for what has no quarter-hour. */
  within(span: Span): Period
}

export function openQuarters(period: Period, { from, to }: Span): Quarters {
  const first = quarterOf(from)
  const length = Math.ceil((to - from) / quarterMs)
  const table = QuarterTable.sumOf(period.tallies)
  const { quarters } = period
  const known = Float64Array.from(quarters, ({ quarter }) => quarter)

  const perQuarter = () => new Float64Array(length)
  const here = { presence: perQuarter(), till: perQuarter(), manual: perQuarter() }
  const answers = perQuarter()
  for (const [what, counts] of table.columns) {
    const isAnswer = what.startsWith('answer:')
    if (!isAnswer && what !== 'served') continue
    const sums = isAnswer ? answers : here.presence
    for (let row = 0; row < counts.length; row += 1) {
      const place = (table.quarters[row] ?? 0) - first
      sums[place] = (sums[place] ?? 0) + (counts[row] ?? 0)
    }
  }
  for (const { quarter, till, manual } of quarters) {
    here.till[quarter - first] = till ?? 0
    here.manual[quarter - first] = manual ?? 0
  }
  // Who counts most is believed here: one customer whom anybody knows of is one too many to hide.
  const most = perQuarter()
  for (let place = 0; place < length; place += 1) {
    const { presence, till, manual } = here
    most[place] = Math.max(presence[place] ?? 0, till[place] ?? 0, manual[place] ?? 0)
  }
  const answered = sumsBefore(answers)
  const served = sumsBefore(most)
  const counting = ServedSource.options
    .map(source => ({ source, sums: sumsBefore(here[source]) }))
    .filter(({ sums }) => sums.at(-1) !== 0)

  const placeOf = (time: number) =>
    Math.min(Math.max(0, Math.ceil((time - from) / quarterMs)), length)
  const between = (sums: Float64Array, begin: number, end: number) =>
    (sums[placeOf(end)] ?? 0) - (sums[placeOf(begin)] ?? 0)

  return {
    happened: (begin, end) => ({
      served: between(served, begin, end),
      answers: between(answered, begin, end),
    }),
    fewIn(from, to, minimum) {
      const [begin, end] = [placeOf(from), placeOf(to)]
      const isFew = ({ sums }: { sums: Float64Array }) => {
        const customers = (sums[end] ?? 0) - (sums[begin] ?? 0)
        return customers > 0 && customers < minimum
      }
      // As most are, thousands in a month.
      if (!counting.some(isFew)) return nobody
      return counting.filter(isFew).map(({ source }) => source)
    },
    countedBy(source, { from, to }) {
      const sums = counting.find(one => one.source === source)?.sums
      return sums ? between(sums, from, to) : 0
    },
    within(span) {
      const [begin, end] = [first + placeOf(span.from), first + placeOf(span.to)]
      return {
        tallies: [table.between(begin, end)],
        loose: [],
        quarters: quarters.slice(placeFrom(known, begin), placeFrom(known, end)),
      }
    },
  }
}

const nobody: ServedSource[] = []

/** Of each place the sum of all before it, and at the end the sum of all. */
function sumsBefore(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length + 1)
  for (let place = 0; place < counts.length; place += 1) {
    sums[place + 1] = (sums[place] ?? 0) + (counts[place] ?? 0)
  }
  return sums
}
