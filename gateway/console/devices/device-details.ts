import { z } from 'zod'
import { DeviceHealth } from '../../../shared/numbers.ts'

/** A remote, where it is mounted and what it has learnt; distances in mm from its laser. */
export const Device = DeviceHealth.extend({
  site: z.string(),
  touchpoint: z.string(),
  name: z.string(),
  /** Epoch ms; 0 for ever. */
  mountedSince: z.int(),
  place: z
    .object({
      standingMm: z.int().nullable(),
      farMm: z.int(),
      backgroundMm: z.int().nullable(),
    })
    .nullable(),
  buttons: z.array(z.string()).nullable(),
})
export type Device = z.infer<typeof Device>

export const Devices = z.object({ devices: z.array(Device) })
