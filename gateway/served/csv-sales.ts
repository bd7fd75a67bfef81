import type { Readable } from 'node:stream'
import { readCsvRows } from '../../shared/csv-rows.ts'
import type { Parsed } from '../../shared/parsing.ts'
import { type ReadTime, readTimeFormat } from '../../shared/time-format.ts'
import type { FileSale, ToldSale } from './sales-file.ts'
import type { Columns } from './till-files.ts'

/** Tills write a line a little late now and then; a clock is set back by more. */
const mostDisorderMs = 10 * 60_000

/** Reads the sales of a CSV file: lines of one id are one sale, at the earliest of their times. */
export async function readCsvSales(
  bytes: Readable,
  name: string,
  columns: Columns,
  timeZone: string,
): Promise<FileSale[]> {
  const { delimiter, time, format, id, refund } = columns
  const readTime = readTimeFormat(format, timeZone)
  if (!readTime) throw new Error(`expected a time format, found ${format}`)
  const wanted = [
    ...time,
    ...id,
    ...(refund ? [refund.column] : []),
    ...(refund?.of === undefined ? [] : [refund.of]),
  ]
  const sales = new Map<string, FileSale & { told: { ok: true } }>()
  const badRows: FileSale[] = []
  let notBefore = 0
  for await (const row of readCsvRows(bytes, name, { delimiter, columns: wanted })) {
    const place = `line ${row.line}`
    const told: Parsed<ToldSale> =
      row.kind === 'row'
        ? readSale(row.cells, columns, text => readTime(text, notBefore))
        : { ok: false, problem: row.problem }
    if (!told.ok) {
      badRows.push({ place, told })
      continue
    }
    notBefore = told.value.at - mostDisorderMs
    const known = sales.get(told.value.id)
    if (!known) sales.set(told.value.id, { place, told })
    else known.told.value.at = Math.min(known.told.value.at, told.value.at)
  }
  return [...sales.values(), ...badRows]
}

function readSale(
  cells: Record<string, string>,
  { time, format, id, refund }: Columns,
  readTime: ReadTime,
): Parsed<ToldSale> {
  const cell = (column: string) => cells[column]?.trim() ?? ''
  const empty = id.find(column => cell(column) === '')
  if (empty !== undefined) return { ok: false, problem: `${empty}: expected the id of a sale` }
  const text = time.map(cell).join(' ')
  const at = readTime(text)
  if (at === null) {
    const problem = `${time.join(' ')}: expected a time as ${format}, found "${text}"`
    return { ok: false, problem }
  }
  const sale: ToldSale = { id: id.map(cell).join(' '), at, kind: 'sale' }
  if (!refund?.texts.includes(cell(refund.column))) return { ok: true, value: sale }
  const of = refund.of === undefined ? '' : cell(refund.of)
  return { ok: true, value: { ...sale, kind: 'refund', ...(of && { of }) } }
}
