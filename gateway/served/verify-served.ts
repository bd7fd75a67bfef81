import type { Hash } from 'node:crypto'
import { quarterMs } from '../counting/quarter.ts'
import type { Database } from '../database/database.ts'
import { servedDifferences } from '../database/served-differences.ts'
import type { Tables } from '../database/tables.ts'
import type { Touchpoints } from '../touchpoints.ts'
import { deriveServed } from './derive.ts'
import { readPointHours } from './point-hours.ts'

const pageSize = 2000

/** Derives anew what tills and hands say, and compares it with what is stored; counts the sales. */
export function verifyServed(
  database: Database,
  tables: Tables,
  touchpoints: Touchpoints,
  hash: Hash,
  find: (fault: string) => void,
): number {
  const sales = checkSales(tables, find)
  for (const { site, touchpoint, by, intact } of tables.manualFigures.all()) {
    if (!intact)
      find(`a figure that ${by} entered for ${site}/${touchpoint} was changed afterwards`)
  }
  deriveServed(tables, readPointHours(touchpoints))
  for (const { what, point, quarter, expected, found } of servedDifferences(database)) {
    const from = new Date(quarter * quarterMs).toISOString()
    find(
      `${what} of ${point} from ${from}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`,
    )
  }
  for (const point of tables.servedQuarters.points()) {
    for (const row of tables.servedQuarters.between(point, 0, Number.MAX_SAFE_INTEGER)) {
      hash.update(`${point} ${row.quarter} ${row.till} ${row.manual}\n`)
    }
  }
  return sales
}

function checkSales({ sales }: Tables, find: (fault: string) => void): number {
  let count = 0
  for (let after = 0; ; ) {
    const page = sales.storedAfter(after, pageSize)
    const last = page.at(-1)
    if (!last) return count
    for (const { site, source, id, intact } of page) {
      if (!intact) find(`sale ${id} of ${site}/${source} was changed after it was stored`)
    }
    count += page.length
    after = last.row
  }
}
