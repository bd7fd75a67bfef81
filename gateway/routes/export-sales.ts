import { z } from 'zod'
import type { SaleLine, SalesLog } from '../../shared/sales.ts'
import type { Sales } from '../database/sales.ts'
import { textRoute } from './route.ts'

/** Rows read at a time: an export of millions must not hold up a press. */
const pageSize = 500

/** The sales as a log: a header, then one sale per line, in the order of arrival. */
export async function* exportSales(sales: Sales): AsyncGenerator<string> {
  yield `${JSON.stringify({ log: 'loyalty-sales', v: 1 } satisfies SalesLog)}\n`
  for (let after = 0; ; ) {
    const page = sales.storedAfter(after, pageSize)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ row: _, intact: __, ...sale }) => lineOf(sale)).join('')
    after = last.row
  }
}

const lineOf = (sale: SaleLine) => `${JSON.stringify(sale)}\n`

export const sales = textRoute({
  path: '/api/export/sales',
  summary: 'Every sale that tills told, refunds among them; it can be imported',
  right: 'read',
  query: z.strictObject({}),
  type: 'application/x-ndjson',
  read: (_query, { books }) => exportSales(books.sales),
})
