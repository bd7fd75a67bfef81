import { z } from 'zod'

const Range = z.tuple([z.number(), z.number()])

/** One touchpoint in one period. */
export const Side = z.object({
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  /** Customers whose mean the index is: the served, or those who answered. */
  customers: z.int().nullable(),
})

const ComparedSide = Side.extend({
  /** Null: unknown, not relevant, or hidden for there are too few customers. */
  value: z.number().nullable(),
})

/** Whether one side is higher than another, as far as the customers of both can tell. */
export const Comparison = z.object({
  one: ComparedSide,
  other: ComparedSide,
  /** What the one is; null when either is unknown. */
  verdict: z.enum(['higher', 'lower', 'cannot-be-told-apart']).nullable(),
  /** The one minus the other. */
  difference: z.number().nullable(),
  /** 95 % for all comparisons of the answer together. */
  interval: Range.nullable(),
})
export type Comparison = z.infer<typeof Comparison>

export const Comparisons = z.object({ comparisons: z.array(Comparison) })
