import { z } from 'zod'

const DisagreementKind = z.enum(['constant', 'double-count', 'no-visits', 'till-silent'])

/** Where sensor and till lastingly count otherwise. */
const Disagreement = z.object({
  site: z.string(),
  touchpoint: z.string(),
  kind: DisagreementKind,
  from: z.int(),
  to: z.int(),
  /** Customers as the sensor and as the till counted them. */
  presence: z.int(),
  till: z.int(),
  /** presence / till - 1; null where the till sold nothing. */
  discrepancy: z.number().nullable(),
  /** How many days it is made of. */
  days: z.int(),
})

export const Disagreements = z.object({ disagreements: z.array(Disagreement) })
