import { z } from 'zod'
import { Name } from '../shared/name.ts'
import { readTimeFormat } from '../shared/time-format.ts'
import { isTimeZone } from '../shared/time-zone.ts'

const Column = z.string().min(1)

/** How the columns of another maker's log are to be read. */
export const CsvMapping = z
  .strictObject({
    /** The site that the devices are put under. */
    site: Name.default('imported'),
    delimiter: z.string().length(1).default(','),
    time: z.strictObject({
      column: Column,
      /** `iso`, `epoch-s`, `epoch-ms`, or a pattern like dd.MM.yyyy HH:mm:ss. */
      format: z
        .string()
        .default('iso')
        .refine(
          format => readTimeFormat(format, 'UTC') !== null,
          'must be iso, epoch-s, epoch-ms or a pattern of yyyy MM dd HH mm ss like dd.MM.yyyy HH:mm',
        ),
      /** Time zone of local times. */
      zone: z.string().default('UTC'),
    }),
    device: z.strictObject({ column: Column }),
    /** A column with the number of the button, 1 being the lowest rating … */
    button: z.strictObject({ column: Column }).optional(),
    /** … or one column per button with how often it was pressed since the device was last heard. */
    counts: z.record(Column, z.int().min(1).max(64)).optional(),
    /** How many buttons the devices have; needed with `button` when there are not five. */
    buttons: z.int().min(1).max(64).optional(),
  })
  .refine(mapping => (mapping.button === undefined) !== (mapping.counts === undefined), {
    error: 'must have either a button column or count columns',
  })
  .refine(({ time }) => isTimeZone(time.zone), {
    error: 'must be a time zone like Europe/London',
    path: ['time', 'zone'],
  })
export type CsvMapping = z.infer<typeof CsvMapping>

/** How many buttons the devices of a log have. */
export const buttonsOf = ({ buttons, counts }: CsvMapping) =>
  buttons ?? (counts ? Math.max(...Object.values(counts)) : 5)
