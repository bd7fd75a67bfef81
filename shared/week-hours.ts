import { z } from 'zod'
import { Name } from './name.ts'

/** What one hour of the week was like, by local time; shares are 0 to 1, null is unknown. */
export const WeekHour = z.object({
  /** 1 is Monday. */
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  /** Too few customers to be told of. */
  hidden: z.boolean(),
  served: z.int().nullable(),
  supportIndex: z.number().nullable(),
  criticalityIndex: z.number().nullable(),
  criticalShare: z.number().nullable(),
  responseRate: z.number().nullable(),
})
export type WeekHour = z.infer<typeof WeekHour>

export const WeekHours = z.object({
  weekHours: z.array(
    z.object({
      site: Name,
      touchpoint: Name,
      from: z.int(),
      to: z.int(),
      hours: z.array(WeekHour),
    }),
  ),
})
