import { z } from 'zod'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

const Coverage = z.object({
  site: z.string(),
  touchpoint: z.string(),
  device: z.string(),
  from: z.int(),
  to: z.int(),
  /** Time in which the touchpoint was open. */
  openMs: z.int(),
  /** Of it, time in which the device was known to be alive. */
  aliveMs: z.int(),
  /** Of it, time in which the device could see who stands there. */
  watchedMs: z.int(),
  /** Null when the touchpoint was never open. */
  coverage: z.number().nullable(),
})

const longestMs = 400 * 24 * 3_600_000

export const coverage = jsonRoute({
  path: '/api/coverage',
  summary: 'The share of opening time in which each device was known to be alive',
  right: 'read',
  query: SpanQuery,
  answer: z.object({ coverage: z.array(Coverage) }),
  async read(query, source) {
    const { books, now } = source
    const rows = asked(query, source)
      .values()
      .flatMap(({ point, span }) => {
        const { from } = span
        const to = Math.max(from, Math.min(span.to, now()))
        if (to - from > longestMs)
          throw new BadQuestion('from: expected at most 400 days', 'too-long-a-time')
        return books.standing.coverage(point, { from, to }).map(row => ({
          site: point.site.id,
          touchpoint: point.touchpoint.id,
          from,
          to,
          ...row,
          coverage: row.openMs > 0 ? row.aliveMs / row.openMs : null,
        }))
      })
    return { coverage: await rowsOf(rows, books) }
  },
})
