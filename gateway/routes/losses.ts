import { z } from 'zod'
import { lossesIn } from '../losses.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

const Loss = z.object({
  boot: z.string(),
  /** The first and last seq that never arrived. */
  first: z.int(),
  last: z.int(),
  /** When the device told what came next, epoch ms. */
  before: z.int(),
})

const Day = z.object({
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
  losses: z.array(Loss),
})

const Rejected = z.object({
  receivedAt: z.int(),
  topic: z.string(),
  reason: z.string(),
  detail: z.string(),
  bytes: z.int(),
  /** As far as it was kept. */
  payload: z.string(),
})

const newest = 100

export const losses = jsonRoute({
  path: '/api/losses',
  summary: 'Per device and day what never arrived; and what arrived and is no event',
  right: 'read',
  query: SpanQuery,
  answer: z.object({
    days: z.array(Day),
    rejected: z.object({ count: z.int(), newest: z.array(Rejected) }),
  }),
  read: (query, source) => ({
    days: asked(query, source).flatMap(({ point, span }) => [
      ...lossesIn(source.books, point, span),
    ]),
    rejected: {
      count: source.books.rejections.count(),
      newest: source.books.rejections.newest(newest),
    },
  }),
})
