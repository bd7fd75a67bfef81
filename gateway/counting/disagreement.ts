import { quarterMs } from './quarter.ts'

/** What sensor and till say of one quarter-hour; null where they say nothing. */
export interface Sides {
  quarter: number
  presence: number | null
  till: number | null
}

/**
 * `constant`: one sees more than the other on nearly every day. `double-count`: days on which the
 * sensor sees everybody twice. `no-visits`: the till sells, and the sensor, which saw customers
 * before, sees nobody or is gone. `till-silent`: the sensor sees customers, and the till sells
 * nothing though it sold before and after.
 */
type DisagreementKind = 'constant' | 'double-count' | 'no-visits' | 'till-silent'

export interface Disagreement {
  kind: DisagreementKind
  /** Epoch ms; the end is not part of it. */
  from: number
  to: number
  /** Customers as each counted them. */
  presence: number
  till: number
  /** How many days it is made of. */
  days: number
}

/** Fewer customers of a day say nothing of it; nor does less disagreement. */
const fewestCustomers = 10
const leastDiscrepancy = 0.05
const doubleFrom = 1.7
const doubleTo = 2.5
const fewestDoubleDays = 3
const fewestDays = 5
const fewestQuarters = 2

/** What sensor and till lastingly disagree about, in order of time. */
export function disagreementsIn(
  sides: Sides[],
  dayStartOf: (quarter: number) => number,
): Disagreement[] {
  const silences = [...stretches(sides, 'no-visits'), ...stretches(sides, 'till-silent')]
  const isSilent = ({ quarter }: Sides) =>
    silences.some(({ from, to }) => quarter * quarterMs >= from && quarter * quarterMs < to)
  const days = daysIn(
    sides.filter(one => !isSilent(one)),
    dayStartOf,
  )
  const seasons = [...doubleSeasons(days)]
  const others = days.filter(
    day => !seasons.some(({ from, to }) => day.from >= from && day.to <= to),
  )
  return [...silences, ...seasons, ...constantIn(others)].sort((a, b) => a.from - b.from)
}

/** Stretches in which one counts customers and the other nobody. */
function* stretches(sides: Sides[], kind: 'no-visits' | 'till-silent'): Generator<Disagreement> {
  let hasSeen = false
  let quarters: Sides[] = []
  const isOne = (one: Sides) =>
    kind === 'no-visits'
      ? hasSeen && one.till !== null && !one.presence
      : one.till === 0 && one.presence !== null
  for (const one of sides) {
    if (isOne(one)) quarters.push(one)
    else {
      if (isLong(quarters, kind)) yield sumOf(kind, quarters)
      quarters = []
    }
    hasSeen ||= Boolean(one.presence)
  }
  if (isLong(quarters, kind)) yield sumOf(kind, quarters)
}

function isLong(quarters: Sides[], kind: 'no-visits' | 'till-silent'): boolean {
  const counting = kind === 'no-visits' ? 'till' : 'presence'
  const customers = quarters.reduce((sum, one) => sum + (one[counting] ?? 0), 0)
  return quarters.length >= fewestQuarters && customers >= fewestCustomers
}

/** Each day of which both know enough. */
function daysIn(sides: Sides[], dayStartOf: (quarter: number) => number): Disagreement[] {
  const both = sides.filter(({ presence, till }) => presence !== null && till !== null)
  return [...Map.groupBy(both, ({ quarter }) => dayStartOf(quarter)).values()]
    .map(quarters => sumOf('constant', quarters))
    .filter(({ till }) => till >= fewestCustomers)
}

/** Days one after the other on which about twice as many were seen as bought. */
function* doubleSeasons(days: Disagreement[]): Generator<Disagreement> {
  let season: Disagreement[] = []
  for (const day of [...days, null]) {
    const ratio = day ? day.presence / day.till : 0
    if (day && ratio >= doubleFrom && ratio <= doubleTo) season.push(day)
    else {
      if (season.length >= fewestDoubleDays) yield joined('double-count', season)
      season = []
    }
  }
}

/** As many days on one side as chance brings about hardly ever: two standard deviations. */
function constantIn(days: Disagreement[]): Disagreement[] {
  if (days.length < fewestDays) return []
  const all = joined('constant', days)
  const discrepancy = all.presence / all.till - 1
  if (Math.abs(discrepancy) < leastDiscrepancy) return []
  const sameSide = days.filter(day => (day.presence - day.till) * discrepancy > 0).length
  return sameSide >= days.length / 2 + Math.sqrt(days.length) ? [all] : []
}

function sumOf(kind: DisagreementKind, quarters: Sides[]): Disagreement {
  const sum = (side: 'presence' | 'till') =>
    quarters.reduce((total, one) => total + (one[side] ?? 0), 0)
  const from = (quarters[0]?.quarter ?? 0) * quarterMs
  const to = ((quarters.at(-1)?.quarter ?? 0) + 1) * quarterMs
  return { kind, from, to, presence: sum('presence'), till: sum('till'), days: 1 }
}

function joined(kind: DisagreementKind, days: Disagreement[]): Disagreement {
  const sum = (side: 'presence' | 'till') => days.reduce((total, day) => total + day[side], 0)
  const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0]
  return { kind, from, to, presence: sum('presence'), till: sum('till'), days: days.length }
}
