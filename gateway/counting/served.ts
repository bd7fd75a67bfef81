import type { ServedSource } from '../../shared/numbers.ts'
import { type Known, type Served, ServedSums } from './served-sums.ts'
import { addTo, servedIn, type Tally } from './tally.ts'

/** What till and hand say of one quarter-hour; null where they say nothing. */
export interface ServedQuarter {
  quarter: number
  till: number | null
  manual: number | null
}

export interface QuarterTally {
  quarter: number
  tally: Tally
}

/** What was counted some time between two moments, nobody knows when; quarters, both part of it. */
interface LooseTally {
  from: number
  to: number
  tally: Tally
}

/** Everything that is known of a period at one touchpoint. */
export interface Period {
  /** Of each device. */
  tallies: QuarterTally[]
  loose: LooseTally[]
  quarters: ServedQuarter[]
}

/** Who is believed where several count: `auto` is the till, then presence, then the hand. */
export type Choice = 'auto' | ServedSource

/**
 * Chooses, quarter-hour by quarter-hour, who is believed. `isWatched` says whether the sensors saw
 * enough of a quarter-hour to be believed more than a figure by hand.
 */
export function servedOf(
  period: Period,
  choiceAt: (quarter: number) => Choice,
  isWatched: (counted: QuarterTally) => boolean,
): Served {
  const sums = new ServedSums()
  const others = new Map(period.quarters.map(row => [row.quarter, row]))
  for (const counted of joined(period.tallies)) {
    const row = others.get(counted.quarter)
    others.delete(counted.quarter)
    const known = knownOf(row, counted.tally)
    const trusted = known.manual === null || isWatched(counted)
    sums.add(known, chosenOf(known, choiceAt(counted.quarter), trusted), counted.tally)
  }
  for (const row of others.values()) {
    const known = knownOf(row, {})
    sums.add(known, chosenOf(known, choiceAt(row.quarter), true), {})
  }
  for (const loose of period.loose) {
    const within = period.quarters.filter(
      ({ quarter }) => quarter >= loose.from && quarter <= loose.to,
    )
    const isTold = (source: 'till' | 'manual') => within.some(row => row[source] !== null)
    // Who counts all that time has these customers among theirs already.
    const known = { presence: servedIn(loose.tally), till: null, manual: null }
    const counting = {
      ...known,
      till: isTold('till') ? 0 : null,
      manual: isTold('manual') ? 0 : null,
    }
    sums.add(known, chosenOf(counting, choiceAt(loose.from), true), loose.tally)
  }
  return sums.result()
}

/** The sum of all that was counted. */
export const allOf = ({ tallies, loose }: Period): Tally =>
  [...tallies, ...loose].reduce<Tally>((sum, { tally }) => addTo(sum, tally), {})

/** What each source says of the quarter-hours of a period, in order of time. */
export function sidesOf({ tallies, quarters }: Period): (Known & { quarter: number })[] {
  const rows = new Map(quarters.map(row => [row.quarter, row]))
  const seen = new Map(joined(tallies).map(({ quarter, tally }) => [quarter, tally]))
  return [...new Set([...rows.keys(), ...seen.keys()])]
    .sort((one, other) => one - other)
    .map(quarter => ({ quarter, ...knownOf(rows.get(quarter), seen.get(quarter) ?? {}) }))
}

/** Each quarter-hour once, whatever the devices of which it is told. */
function joined(tallies: QuarterTally[]): QuarterTally[] {
  if (isOfOneDevice(tallies)) return tallies
  const byQuarter = new Map<number, Tally>()
  for (const { quarter, tally } of tallies) {
    const sum = byQuarter.get(quarter)
    byQuarter.set(quarter, sum ? addTo({ ...sum }, tally) : tally)
  }
  return [...byQuarter].map(([quarter, tally]) => ({ quarter, tally }))
}

function isOfOneDevice(tallies: QuarterTally[]): boolean {
  let last = Number.NEGATIVE_INFINITY
  return tallies.every(({ quarter }) => {
    const isLater = quarter > last
    last = quarter
    return isLater
  })
}

const knownOf = (row: ServedQuarter | undefined, tally: Tally): Known => ({
  presence: servedIn(tally),
  till: row?.till ?? null,
  manual: row?.manual ?? null,
})

function chosenOf(known: Known, choice: Choice, trusted: boolean): ServedSource | null {
  if (choice !== 'auto') return known[choice] === null ? null : choice
  if (known.till !== null) return 'till'
  if (known.presence !== null && trusted) return 'presence'
  if (known.manual !== null) return 'manual'
  return null
}
