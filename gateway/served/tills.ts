import type { Parsed } from '../../shared/parsing.ts'
import type { SaleLine } from '../../shared/sales.ts'
import type { Database } from '../database/database.ts'
import type { StoredSale } from '../database/sales.ts'
import type { Tables } from '../database/tables.ts'
import type { PointHours } from './point-hours.ts'
import { countSales } from './till-count.ts'

/** What became of a sale that was told. */
export type Taken = { as: 'taken' } | { as: 'known' } | { as: 'refused'; reason: string }

export interface Tills {
  /** Resolves when all that can be taken is on disk: what became of each, in their order. */
  take(told: Parsed<SaleLine>[]): Promise<Taken[]>
}

interface Waiting {
  told: Parsed<SaleLine>[]
  taken: (taken: Taken[]) => void
  failed: (cause: unknown) => void
}

/** Takes sales; all that came since the last commit is committed together. */
export function startTills(
  database: Database,
  tables: Tables,
  hoursOf: (point: string) => PointHours,
  changed: (points: string[]) => void,
): Tills {
  let waiting: Waiting[] = []

  function commit() {
    const batch = waiting
    waiting = []
    try {
      const { results, points } = database.inTransaction(() => write(batch))
      for (const [index, { taken }] of batch.entries()) taken(results[index] ?? [])
      if (points.length > 0) changed(points)
    } catch (cause) {
      for (const { failed } of batch) failed(cause)
    }
  }

  function write(batch: Waiting[]) {
    const stored: StoredSale[] = []
    const results = batch.map(({ told }) =>
      told.map((one): Taken => {
        if (!one.ok) return { as: 'refused', reason: one.problem }
        const sale = one.value
        const known = tables.sales.find(sale)
        if (known) return isSame(known, sale) ? { as: 'known' } : refused(known)
        stored.push({ ...sale, row: tables.sales.append(sale) })
        return { as: 'taken' }
      }),
    )
    return { results, points: countSales(tables, hoursOf, stored) }
  }

  return {
    take: told =>
      new Promise((taken, failed) => {
        waiting.push({ told, taken, failed })
        if (waiting.length === 1) setImmediate(commit)
      }),
  }
}

const isSame = (one: SaleLine, other: SaleLine) =>
  one.touchpoint === other.touchpoint &&
  one.kind === other.kind &&
  one.of === other.of &&
  one.at === other.at

function refused({ site, source, id, kind, touchpoint, at, of }: SaleLine): Taken {
  const what = `${kind}${of === undefined ? '' : ` of ${of}`} at ${touchpoint}`
  const when = new Date(at).toISOString()
  const reason = `id: ${id} of ${site}/${source} is taken already, for a ${what}, ${when}; what was stored first holds, and a refund takes it back`
  return { as: 'refused', reason }
}
