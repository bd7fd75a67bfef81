import { z } from 'zod'
import { Gated, Irrelevance } from './numbers.ts'

const Range = z.tuple([z.number(), z.number()])

/** One question of a questionnaire: what a touchpoint asks, and how much that weighs. */
const Attribute = z.object({
  site: z.string(),
  touchpoint: z.string(),
  /** The part of the period in which that was asked, epoch ms. */
  from: z.int(),
  to: z.int(),
  weight: z.number(),
  csi: Gated,
})

/** The weighted mean of the attributes, 0 to 100; relevant when each of them is. */
const WeightedCsi = z.discriminatedUnion('relevant', [
  z.object({
    relevant: z.literal(true),
    value: z.number(),
    interval: Range.nullable(),
    range: Range.nullable(),
  }),
  z.object({ relevant: z.literal(false), reason: Irrelevance, range: Range.nullable() }),
])
export type WeightedCsi = z.infer<typeof WeightedCsi>

export const Questionnaire = z.object({ attributes: z.array(Attribute), csi: WeightedCsi })
