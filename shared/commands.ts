import { z } from 'zod'
import { because } from './refusals.ts'

/** Where customers stand, mm from the laser, if an installer says so. */
export const Zone = z
  .strictObject({ nearMm: z.int().min(0), farMm: z.int().max(12_000) })
  .refine(
    ({ nearMm, farMm }) => nearMm < farMm,
    because('zone-order', 'nearMm must be less than farMm'),
  )

/** Retained on a device's config topic: what the gateway wants of it. */
export const DeviceConfig = z.object({
  /** Null: as its own settings say, or learnt. */
  zone: Zone.nullable(),
})
export type DeviceConfig = z.infer<typeof DeviceConfig>

/** On a device's command topic: what it is to do at once. */
export const Command = z.object({
  /** `identify` blinks, `look` tells the last minute of distances. */
  do: z.enum(['identify', 'restart', 'look']),
})
export type Command = z.infer<typeof Command>

const mostDistances = 600

/** On a device's status topic, not retained: the last minute before its laser, for whoever mounts it. */
export const Look = z.object({
  /** When the last one was measured, epoch ms by the device's clock. */
  at: z.int(),
  everyMs: z.int().min(1),
  /** The oldest first; null where nothing was seen. */
  mm: z.array(z.int().min(0).nullable()).max(mostDistances),
})
export type Look = z.infer<typeof Look>
