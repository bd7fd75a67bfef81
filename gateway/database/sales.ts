import { crc32 } from 'node:zlib'
import type { SaleLine } from '../../shared/sales.ts'
import type { Database } from './database.ts'

export interface StoredSale extends SaleLine {
  /** Its place in the order of arrival. */
  row: number
}

/** What tills told, in the order of arrival; each sale is stored once and never changed. */
export interface Sales {
  /** What is stored under the name of a sale, or null. */
  find(sale: Pick<SaleLine, 'site' | 'source' | 'id'>): StoredSale | null
  /** Stores a sale whose name is new; gives its place. */
  append(sale: SaleLine): number
  /** Who takes a sale back, the first of them. */
  takenBackBy(sale: Pick<SaleLine, 'site' | 'source' | 'id'>): StoredSale | null
  storedAfter(row: number, limit: number): (StoredSale & { intact: boolean })[]
}

interface Row extends Omit<SaleLine, 'of'> {
  row: number
  of: string | null
  crc: number
}

/** A changed byte shows. */
const checksum = ({ site, source, id, touchpoint, kind, of, at, receivedAt }: SaleLine) =>
  crc32(JSON.stringify([site, source, id, touchpoint, kind, of ?? null, at, receivedAt])) | 0

function readRow({ of, crc: _, ...row }: Row): StoredSale {
  return of === null ? row : { ...row, of }
}

export function openSales({ sqlite }: Database): Sales {
  const columns = `select id as "row", site, source, name as id, touchpoint, kind, of, at,
    received_at as receivedAt, crc from sales`
  const selectName = sqlite.prepare<[string, string, string], Row>(
    `${columns} where site = ? and source = ? and name = ?`,
  )
  const selectOf = sqlite.prepare<[string, string, string], Row>(
    `${columns} where site = ? and source = ? and of = ?`,
  )
  const selectAfter = sqlite.prepare<[number, number], Row>(
    `${columns} where sales.id > ? order by sales.id limit ?`,
  )
  const insert = sqlite.prepare(
    `insert into sales (site, source, name, touchpoint, kind, of, at, received_at, crc)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    find({ site, source, id }) {
      const row = selectName.get(site, source, id)
      return row ? readRow(row) : null
    },
    append(sale) {
      const { site, source, id, touchpoint, kind, of = null, at, receivedAt } = sale
      const crc = checksum(sale)
      const stored = insert.run(site, source, id, touchpoint, kind, of, at, receivedAt, crc)
      return Number(stored.lastInsertRowid)
    },
    takenBackBy({ site, source, id }) {
      // Sorted by SQLite this takes five times as long, and there is hardly ever more than one.
      const [first] = selectOf.all(site, source, id).sort((one, other) => one.row - other.row)
      return first ? readRow(first) : null
    },
    storedAfter: (after, limit) =>
      selectAfter.all(after, limit).map(row => {
        const sale = readRow(row)
        return { ...sale, intact: checksum(sale) === row.crc }
      }),
  }
}
