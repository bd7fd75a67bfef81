import { z } from 'zod'

const Loss = z.object({
  boot: z.string(),
  /** The first and last seq that never arrived. */
  first: z.int(),
  last: z.int(),
  /** When the device told what came next, epoch ms. */
  before: z.int(),
})

/** What one device told on one day, and how much of it arrived. */
export const DayOfLosses = z.object({
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  from: z.int(),
  to: z.int(),
  /** Events: received N of M. */
  received: z.int(),
  of: z.int(),
  /** Presses and visits that the device counted in its heartbeats and that never arrived. */
  lostPresses: z.int(),
  lostVisits: z.int(),
  /** Of the opening time that is past, the share in which the device was alive, and could see. */
  coverage: z.number().nullable(),
  watched: z.number().nullable(),
  losses: z.array(Loss),
})
export type DayOfLosses = z.infer<typeof DayOfLosses>

/** Why a message is no event. */
export const RejectionReason = z.enum([
  'bad-topic',
  'too-large',
  'not-utf-8',
  'not-json',
  'not-an-event',
  'uncountable',
  'not-a-sale',
])
export type RejectionReason = z.infer<typeof RejectionReason>

const Rejected = z.object({
  receivedAt: z.int(),
  topic: z.string(),
  reason: RejectionReason,
  /** What was expected, and where, in English. */
  detail: z.string(),
  bytes: z.int(),
  /** As far as it was kept. */
  payload: z.string(),
})

export const Losses = z.object({
  days: z.array(DayOfLosses),
  rejected: z.object({ count: z.int(), newest: z.array(Rejected) }),
})
