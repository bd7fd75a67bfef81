import { z } from 'zod'
import { DeviceName, Name } from './name.ts'

export const SaleKind = z.enum(['sale', 'refund', 'void'])
export type SaleKind = z.infer<typeof SaleKind>

const SaleId = z.string().min(1).max(100)

const isReturn = ({ kind, of }: { kind: SaleKind; of?: string | undefined }) =>
  kind !== 'sale' || of === undefined

const notOfSale = { error: 'must be left out: a sale takes nothing back', path: ['of'] }

const fields = {
  /** Names the sale among all of its source; telling it twice does no harm. */
  id: SaleId,
  kind: SaleKind.default('sale'),
  /** The sale that a refund or void takes back; without it, the last one before it on that day. */
  of: SaleId.optional(),
}

/** One customer served at a till, or one taken back, as a till tells it. */
export const Sale = z
  .strictObject({
    touchpoint: z.string().describe('counter-1 or hall/counter-1'),
    source: DeviceName.optional().describe('the till that tells it'),
    ...fields,
    at: z
      .union([z.int(), z.iso.datetime({ offset: true })])
      .describe('when it happened: epoch ms, or an ISO time with its offset'),
  })
  .refine(isReturn, notOfSale)
export type Sale = z.infer<typeof Sale>

/** First line of a log of sales. */
export const SalesLog = z.object({ log: z.literal('loyalty-sales'), v: z.literal(1) })
export type SalesLog = z.infer<typeof SalesLog>

/** A sale as it is kept. */
export const SaleLine = z
  .object({
    site: Name,
    touchpoint: Name,
    source: DeviceName,
    ...fields,
    /** Epoch ms. */
    at: z.int().min(0),
    receivedAt: z.int().min(0),
  })
  .refine(isReturn, notOfSale)
export type SaleLine = z.infer<typeof SaleLine>
