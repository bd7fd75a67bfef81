import { z } from 'zod'

export const EventKind = z.enum(['started', 'pressed', 'arrived', 'left', 'heartbeat', 'status'])
export type EventKind = z.infer<typeof EventKind>

/** Late: it came more than a minute after it happened. Uncertain: its time is an estimate. */
export const Doubt = z.enum(['late', 'uncertain'])
export type Doubt = z.infer<typeof Doubt>

/** An event of the log, as it was told. */
export const FoundEvent = z.object({
  /** Its place in the log. */
  id: z.int(),
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  boot: z.string(),
  kind: EventKind,
  seq: z.int(),
  /** When it happened, epoch ms. */
  time: z.int(),
  /** How far the truth may lie from it; null when the device's own clock said it. */
  errorMs: z.int().nullable(),
  receivedAt: z.int(),
  /** What else it tells. */
  tells: z.record(z.string(), z.unknown()),
})
export type FoundEvent = z.infer<typeof FoundEvent>

export const EventSearch = z.object({
  /** By when they happened, the newest first. */
  events: z.array(FoundEvent),
  /** Events that happened before this moment were not searched yet, epoch ms; null: all were. */
  next: z.int().nullable(),
})
