import { z } from 'zod'
import { Name } from './name.ts'

/** Retained on a device's status topic; its last will says `online: false`. */
export const Status = z.object({ online: z.boolean(), boot: Name })
export type Status = z.infer<typeof Status>
