import type { ServedSource } from '../../shared/numbers.ts'
import { QuarterTable } from './quarter-table.ts'
import { type Known, type Served, ServedSums } from './served-sums.ts'
import { addTo, servedIn, type Tally } from './tally.ts'

/** What till and hand say of one quarter-hour; null where they say nothing. */
export interface ServedQuarter {
  quarter: number
  till: number | null
  manual: number | null
}

/** What was counted some time between two moments, nobody knows when; quarters, both part of it. */
interface LooseTally {
  from: number
  to: number
  tally: Tally
}

/** Everything that is known of a period at one touchpoint. */
export interface Period {
  /** Of each device, or of a part of the period. */
  tallies: QuarterTable[]
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
  isWatched: (quarter: number, watchedMs: number) => boolean,
): Served {
  const sums = new ServedSums()
  const others = new Map(period.quarters.map(row => [row.quarter, row]))
  for (const table of inTurn(period.tallies)) {
    const seen = table.served()
    const watched = table.columns.get('watched')
    const chosen = seen.map((presence, place) => {
      const quarter = table.quarters[place] ?? 0
      const other = others.size > 0 ? others.get(quarter) : undefined
      // As most are, thousands in a month.
      if (!other) return sums.countSeen(presence, isSeenBelieved(choiceAt(quarter)))
      const known = knownOf(other, presence)
      others.delete(quarter)
      const trusted = known.manual === null || isWatched(quarter, watched?.[place] ?? 0)
      return sums.count(known, chosenOf(known, choiceAt(quarter), trusted))
    })
    for (const [source, tally] of table.sumsBy(chosen)) sums.add(source, tally)
  }
  for (const row of others.values()) {
    const known = knownOf(row, null)
    sums.count(known, chosenOf(known, choiceAt(row.quarter), true))
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
    sums.add(sums.count(known, chosenOf(counting, choiceAt(loose.from), true)), loose.tally)
  }
  return sums.result()
}

/** The sum of all that was counted. */
export const allOf = ({ tallies, loose }: Period): Tally =>
  [...tallies.map(table => table.sum()), ...loose.map(({ tally }) => tally)].reduce<Tally>(
    (sum, tally) => addTo(sum, tally),
    {},
  )

/** What each source says of the quarter-hours of a period, in order of time. */
export function sidesOf({ tallies, quarters }: Period): (Known & { quarter: number })[] {
  const rows = new Map(quarters.map(row => [row.quarter, row]))
  const table = QuarterTable.sumOf(tallies)
  const seen = new Map(table.served().map((served, place) => [table.quarters[place] ?? 0, served]))
  return [...new Set([...rows.keys(), ...seen.keys()])]
    .sort((one, other) => one - other)
    .map(quarter => ({ quarter, ...knownOf(rows.get(quarter), seen.get(quarter) ?? null) }))
}

/** Each quarter-hour once, whatever the devices of which it is told. */
function inTurn(tables: QuarterTable[]): QuarterTable[] {
  const filled = tables.filter(({ quarters }) => quarters.length > 0)
  const ends = filled.map(({ quarters }) => quarters.at(-1) ?? 0)
  const isInTurn = filled.every(
    ({ quarters }, n) => n === 0 || (quarters[0] ?? 0) > (ends[n - 1] ?? 0),
  )
  return isInTurn ? filled : [QuarterTable.sumOf(filled)]
}

const knownOf = (row: ServedQuarter | undefined, presence: number | null): Known => ({
  presence,
  till: row?.till ?? null,
  manual: row?.manual ?? null,
})

/** Where nobody else counted. */
const isSeenBelieved = (choice: Choice) => choice === 'auto' || choice === 'presence'

function chosenOf(known: Known, choice: Choice, trusted: boolean): ServedSource | null {
  if (choice !== 'auto') return known[choice] === null ? null : choice
  if (known.till !== null) return 'till'
  if (known.presence !== null && trusted) return 'presence'
  if (known.manual !== null) return 'manual'
  return null
}
