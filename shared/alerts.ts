import { z } from 'zod'
import { DeviceName, Name } from './name.ts'

export const AlertKind = z.enum([
  /** A change against the same hours of past weeks that chance hardly explains. */
  'critical-share-rises',
  'support-index-falls',
  'remote-offline',
  'sensor-blind',
  'battery-low',
  'outbox-growing',
  'sensor-and-till-apart',
])
export type AlertKind = z.infer<typeof AlertKind>

const Step = z.object({
  what: z.enum(['raised', 'acknowledged', 'commented', 'closed']),
  /** Epoch ms. */
  at: z.int(),
  /** Who did it; the gateway itself when it is called gateway. */
  by: z.string(),
  comment: z.string(),
})
export type Step = z.infer<typeof Step>

/** What is wrong where, and how that is known. */
export const Finding = z.object({
  kind: AlertKind,
  site: Name,
  touchpoint: Name,
  /** Null: it is not about one device. */
  device: DeviceName.nullable(),
  /** In one sentence. */
  evidence: z.string(),
  /** The numbers in it. */
  figures: z.record(z.string(), z.number()),
})
export type Finding = z.infer<typeof Finding>

export const Alert = Finding.extend({
  id: z.int(),
  state: z.enum(['raised', 'acknowledged', 'closed']),
  /** Oldest first. */
  steps: z.array(Step),
})
export type Alert = z.infer<typeof Alert>
