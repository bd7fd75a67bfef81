import { z } from 'zod'
import { RangefinderHealth } from './events.ts'

/** How a remote was on one local day; times in ms, moments in epoch ms. */
const DeviceDay = z.object({
  from: z.int(),
  to: z.int(),
  /** Of the opening time that is past. */
  openMs: z.int(),
  aliveMs: z.int(),
  watchedMs: z.int(),
  /** Quarter-hours by what the rangefinder was in the end of them. */
  rangefinder: z.partialRecord(RangefinderHealth, z.int()),
  /** The most events that waited in the outbox. */
  waiting: z.int(),
  /** The last of the day; null without one. */
  battery: z.number().nullable(),
})
export type DeviceDay = z.infer<typeof DeviceDay>

const DeviceHistory = z.object({
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  days: z.array(DeviceDay),
  /** Epoch ms, 95 % sure; null while the battery does not surely fall. */
  battery: z.object({ emptyAt: z.int(), notBefore: z.int(), notAfter: z.int() }).nullable(),
})
export type DeviceHistory = z.infer<typeof DeviceHistory>

export const DeviceHistories = z.object({ devices: z.array(DeviceHistory) })
