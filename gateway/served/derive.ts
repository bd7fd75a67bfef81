import type { ManualFigure } from '../database/manual-figures.ts'
import type { StoredSale } from '../database/sales.ts'
import type { Tables } from '../database/tables.ts'
import { spreadFigures, standingIn } from './manual-entry.ts'
import type { PointHours } from './point-hours.ts'
import { countSales } from './till-count.ts'

const pageSize = 2000

type Served = Pick<Tables, 'sales' | 'manualFigures' | 'tillTallies' | 'servedQuarters'>

/** Derives anew what tills and hands say of each quarter-hour. */
export function deriveServed(tables: Served, hoursOf: (point: string) => PointHours): void {
  tables.tillTallies.clear()
  tables.servedQuarters.clear()
  countSales(tables, hoursOf, allSales(tables))
  const byPoint = Map.groupBy(tables.manualFigures.all(), pointOf)
  for (const entered of byPoint.values()) spreadFigures(tables, hoursOf, standingIn(entered))
}

function* allSales({ sales }: Served): Generator<StoredSale> {
  for (let last: StoredSale | undefined; ; ) {
    const page = sales.storedAfter(last?.row ?? 0, pageSize)
    yield* page
    last = page.at(-1)
    if (!last) return
  }
}

const pointOf = ({ site, touchpoint }: ManualFigure) => `${site}/${touchpoint}`
