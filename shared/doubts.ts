import { z } from 'zod'

/** Of what one device told on one day: how much came late, and of how much the time is an estimate. */
export const DayOfDoubts = z.object({
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  from: z.int(),
  to: z.int(),
  late: z.int(),
  uncertain: z.int(),
})
export type DayOfDoubts = z.infer<typeof DayOfDoubts>

export const Doubts = z.object({ doubts: z.array(DayOfDoubts) })
