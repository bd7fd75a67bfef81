import { quarterMs, quarterOf } from '../counting/quarter.ts'
import { customersIn, quietBetween, type TillTally } from '../counting/till.ts'
import type { StoredSale } from '../database/sales.ts'
import type { Tables } from '../database/tables.ts'
import type { PointHours } from './point-hours.ts'

type Told = Pick<Tables, 'sales' | 'tillTallies' | 'servedQuarters'>

/** Counts sales that were just stored; gives the touchpoints where that changed anything. */
export function countSales(
  tables: Told,
  hoursOf: (point: string) => PointHours,
  stored: Iterable<StoredSale>,
): string[] {
  const touched = new Map<string, Map<number, TillTally>>()
  for (const sale of stored) {
    for (const { point, tally } of changesBy(sale, tables)) {
      const quarters = touched.get(point) ?? new Map<number, TillTally>()
      touched.set(point, quarters)
      quarters.set(tally.quarter, addTally(quarters.get(tally.quarter), tally))
    }
  }
  for (const [point, quarters] of touched) {
    for (const tally of quarters.values()) tables.tillTallies.add(point, tally)
    const hours = hoursOf(point)
    for (const span of spansAround(point, [...quarters.keys()].sort(byNumber), tables, hours)) {
      bringUp(point, span, tables, hours)
    }
  }
  return [...touched.keys()]
}

function addTally(sum: TillTally | undefined, more: TillTally): TillTally {
  if (!sum) return more
  const { quarter } = sum
  return {
    quarter,
    sold: sum.sold + more.sold,
    takenBack: sum.takenBack + more.takenBack,
    returned: sum.returned + more.returned,
  }
}

interface Change {
  point: string
  tally: TillTally
}

/**
 * What a sale changes, given what was stored before it: so the sum is that of the set of sales,
 * whether a refund came before its sale or after it.
 */
function* changesBy(sale: StoredSale, { sales }: Told): Generator<Change> {
  if (sale.kind === 'sale') {
    const back = sales.takenBackBy(sale)
    yield changeOf(sale, { sold: 1, takenBack: back && back.row < sale.row ? 1 : 0 })
    return
  }
  yield changeOf(sale, { returned: sale.of === undefined ? 1 : 0 })
  if (sale.of === undefined) return
  const original = sales.find({ ...sale, id: sale.of })
  if (original?.kind !== 'sale' || original.row > sale.row) return
  if (sales.takenBackBy(original)?.row === sale.row) yield changeOf(original, { takenBack: 1 })
}

function changeOf({ site, touchpoint, at }: StoredSale, by: Partial<TillTally>): Change {
  const nothing = { sold: 0, takenBack: 0, returned: 0 }
  return {
    point: `${site}/${touchpoint}`,
    tally: { quarter: quarterOf(at), ...nothing, ...by },
  }
}

interface Quarters {
  from: number
  /** Not part of it. */
  to: number
}

/** Whole days around quarters in which something was told, from the telling before to the next. */
function spansAround(
  point: string,
  quarters: number[],
  { tillTallies }: Told,
  hours: PointHours,
): Quarters[] {
  const spans: Quarters[] = []
  for (const quarter of quarters) {
    const next = tillTallies.after(point, quarter) ?? quarter
    const to = quarterOf(hours.dayOf(next * quarterMs).to)
    const last = spans.at(-1)
    if (last && quarter < last.to) {
      last.to = Math.max(last.to, to)
      continue
    }
    const before = tillTallies.before(point, quarter) ?? quarter
    spans.push({ from: quarterOf(hours.dayOf(before * quarterMs).from), to })
  }
  return spans
}

/** Says of all quarter-hours of a touchpoint how many customers they had. */
export const bringUpAll = (
  point: string,
  tables: Pick<Tables, 'tillTallies' | 'servedQuarters'>,
  hours: PointHours,
) => bringUp(point, { from: 0, to: Number.MAX_SAFE_INTEGER }, tables, hours)

/** Says of each quarter-hour that the tills cover how many customers it had. */
function bringUp(
  point: string,
  { from, to }: Quarters,
  { tillTallies, servedQuarters }: Pick<Tables, 'tillTallies' | 'servedQuarters'>,
  hours: PointHours,
) {
  const known = new Map(
    servedQuarters.between(point, from, to).map(({ quarter, till }) => [quarter, till]),
  )
  const put = (quarter: number, till: number) => {
    if (known.get(quarter) !== till) servedQuarters.putTill(point, quarter, till)
  }
  const tallies = tillTallies.between(point, from, to)
  const dayStartOf = (quarter: number) => hours.dayOf(quarter * quarterMs).from
  let last: number | undefined
  for (const [quarter, customers] of customersIn(tallies, dayStartOf)) {
    if (last !== undefined) for (const quiet of quietBetween(last, quarter, hours)) put(quiet, 0)
    put(quarter, customers)
    last = quarter
  }
}

const byNumber = (one: number, other: number) => one - other
