import { z } from 'zod'
import { countIn, holesIn, type SeqRanges } from '../counting/seq-ranges.ts'
import { jsonRoute } from './route.ts'

const Boot = z.object({
  site: z.string(),
  device: z.string(),
  boot: z.string(),
  /** Received N of M: M is the highest seq that arrived. */
  received: z.int(),
  of: z.int(),
  /** Runs of seq that never arrived, both ends part of them. */
  missing: z.array(z.tuple([z.int(), z.int()])),
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
  summary: 'What devices told that never arrived, and what arrived and is no event',
  query: z.strictObject({}),
  answer: z.object({
    boots: z.array(Boot),
    rejected: z.object({ count: z.int(), newest: z.array(Rejected) }),
  }),
  read: (_query, { books }) => ({
    boots: books.boots.all().map(({ site, device, boot, received }) => ({
      site,
      device,
      boot,
      received: countIn(received),
      of: highest(received),
      missing: holesIn(received),
    })),
    rejected: { count: books.rejections.count(), newest: books.rejections.newest(newest) },
  }),
})

const highest = (ranges: SeqRanges) => ranges.at(-1)?.[1] ?? 0
