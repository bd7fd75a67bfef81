import { z } from 'zod'

const Entry = z.object({
  /** Null: it was taken back. */
  customers: z.int().nullable(),
  by: z.string(),
  at: z.int(),
})

/** The customers of a span as somebody entered them; times in epoch ms. */
export const ManualFigure = z.object({
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  ...Entry.shape,
  /** What it was before, oldest first. */
  before: z.array(Entry),
})
export type ManualFigure = z.infer<typeof ManualFigure>

export const ManualFigures = z.object({ figures: z.array(ManualFigure) })
