import { z } from 'zod'
import { type Parsed, parse } from '../../shared/parsing.ts'
import { readTimeFormat } from '../../shared/time-format.ts'
import type { FileSale, ToldSale } from './sales-file.ts'

/*
 * Receipts in the Russian fiscal data format, versions 1.05 and 1.2, as JSON with the names of its
 * fields. Of all that they tell only these are read; texts are padded with spaces.
 */
const FiscalNumber = z.union([z.string().trim().min(1), z.int().transform(String)])
const Receipt = z.object({
  fiscalDriveNumber: FiscalNumber,
  fiscalDocumentNumber: FiscalNumber,
  kktRegId: FiscalNumber,
  operationType: z.int(),
  /** Local time at the till; as a number, the seconds since 1970 that its clock showed. */
  dateTime: z.union([z.string(), z.int()]),
})

/** Services put a receipt into one or more of these. */
const Wrapped = z.union([
  z.object({ ticket: z.unknown() }).transform(({ ticket }) => ticket),
  z.object({ document: z.unknown() }).transform(({ document }) => document),
  z.object({ receipt: z.unknown() }).transform(({ receipt }) => receipt),
  z.object({ bso: z.unknown() }).transform(({ bso }) => bso),
  z.object({ data: z.unknown() }).transform(({ data }) => data),
  z.object({ json: z.unknown() }).transform(({ json }) => json),
])
const mostWrappings = 5

const kinds: Partial<Record<number, ToldSale['kind']>> = { 1: 'sale', 2: 'refund' }

/** Reads the receipts of a file, one or a list of them. */
export function readReceipts(text: string, timeZone: string): FileSale[] {
  const json: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
  const all: unknown[] = Array.isArray(json) ? json : [json]
  return all.map((one, index) => ({
    place: `receipt ${index + 1}`,
    told: readReceipt(unwrapped(one), timeZone),
  }))
}

function unwrapped(found: unknown): unknown {
  let inside = found
  for (let depth = 0; depth < mostWrappings; depth += 1) {
    const wrapped = Wrapped.safeParse(inside)
    if (!wrapped.success) break
    inside = wrapped.data
  }
  return inside
}

function readReceipt(found: unknown, timeZone: string): Parsed<ToldSale> {
  const receipt = parse(found, Receipt)
  if (!receipt.ok) return receipt
  const { fiscalDriveNumber, fiscalDocumentNumber, kktRegId, operationType } = receipt.value
  const kind = kinds[operationType]
  if (!kind) {
    const problem = `operationType: expected 1 (sale) or 2 (return), found ${operationType}`
    return { ok: false, problem }
  }
  const { dateTime } = receipt.value
  const at = readTimeFormat('iso', timeZone)?.(localTimeOf(dateTime)) ?? null
  if (at === null) return { ok: false, problem: `dateTime: expected a time, found ${dateTime}` }
  const id = [fiscalDriveNumber, fiscalDocumentNumber, kktRegId].join('-')
  return { ok: true, value: { id, at, kind } }
}

function localTimeOf(dateTime: string | number): string {
  if (typeof dateTime === 'string') return dateTime
  const shown = new Date(dateTime * 1000)
  return Number.isNaN(shown.getTime()) ? String(dateTime) : shown.toISOString().slice(0, 19)
}
