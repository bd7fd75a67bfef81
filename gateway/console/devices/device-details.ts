import { z } from 'zod'
import { RangefinderHealth } from '../../../shared/events.ts'
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

const Day = z.object({
  from: z.int(),
  to: z.int(),
  openMs: z.int(),
  aliveMs: z.int(),
  watchedMs: z.int(),
  rangefinder: z.partialRecord(RangefinderHealth, z.int()),
  waiting: z.int(),
  battery: z.number().nullable(),
})
export type Day = z.infer<typeof Day>

const History = z.object({
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  days: z.array(Day),
  battery: z.object({ emptyAt: z.int(), notBefore: z.int(), notAfter: z.int() }).nullable(),
})
export type History = z.infer<typeof History>

export const Histories = z.object({ devices: z.array(History) })
