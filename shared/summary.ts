import { z } from 'zod'
import { CountedNumbers } from './numbers.ts'

const SummaryVisit = z.object({
  /** Epoch ms. */
  from: z.int(),
  /** Null when nobody told that the customer left. */
  to: z.int().nullable(),
  /** Null for a silent customer. */
  rating: z.int().nullable(),
})

/** What recorded logs mean: everything counted at each touchpoint. */
export const Summary = z.object({
  touchpoints: z.array(
    CountedNumbers.extend({
      visits: z.array(SummaryVisit),
      /** Without a rangefinder, presses this close together are one customer's; else null. */
      holdOffMs: z.int().nullable(),
    }),
  ),
})
export type Summary = z.infer<typeof Summary>
