import { z } from 'zod'
import { DeviceName } from '../../shared/name.ts'
import { readTimeFormat } from '../../shared/time-format.ts'

const Column = z.string().min(1)

/** How the columns of a till's CSV files are to be read. */
export const Columns = z.strictObject({
  delimiter: z.string().length(1).default(','),
  /** The time; several columns are joined by a space. */
  time: z.array(Column).min(1),
  /** `iso`, `epoch-s`, `epoch-ms`, or a pattern like dd.MM.yyyy HH:mm:ss, in the zone of the site. */
  format: z
    .string()
    .default('iso')
    .refine(
      format => readTimeFormat(format, 'UTC') !== null,
      'must be iso, epoch-s, epoch-ms or a pattern of yyyy MM dd HH mm ss like dd.MM.yyyy HH:mm',
    ),
  /** Lines that are the same in these columns are one sale. */
  id: z.array(Column).min(1),
  /** Which lines take a sale back: those with one of these texts in a column. */
  refund: z
    .strictObject({
      column: Column,
      texts: z.array(z.string()).min(1),
      /** The column with the id of the sale that is taken back. */
      of: Column.optional(),
    })
    .optional(),
})
export type Columns = z.infer<typeof Columns>

/** Files of one till. */
export const TillFiles = z.strictObject({
  source: DeviceName,
  touchpoint: z.string(),
  /** The folder that is watched for them; without it they are only posted. */
  folder: z.string().min(1).optional(),
  /** Without columns the files are fiscal receipts as JSON. */
  columns: Columns.optional(),
})
export type TillFiles = z.infer<typeof TillFiles>
