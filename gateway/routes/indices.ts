import { z } from 'zod'
import { Numbers } from '../../shared/numbers.ts'
import { lengths } from '../calendar.ts'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

/** A year of hours. */
const mostRows = 10_000

export const indices = jsonRoute({
  path: '/api/indices',
  summary: 'Served customers, answers and all indices, each with its range and relevance',
  right: 'read',
  query: SpanQuery.extend({
    by: z.enum(lengths).default('none').describe('one row for the period, or one for each part'),
  }),
  answer: z.object({ indices: z.array(Numbers) }),
  async read(query, source) {
    const { books } = source
    const spans = asked(query, source)
    let rows = 0
    for (const { point, span } of spans) {
      for (const _ of books.report.cuts(point, span, query.by)) {
        rows += 1
        if (rows > mostRows) {
          const problem = `by: expected at most ${mostRows} rows; ask for a shorter time`
          throw new BadQuestion(problem, 'too-long-a-time')
        }
      }
    }
    const indices = spans
      .values()
      .flatMap(({ point, span }) => books.standing.pieces(point, span, query.by))
    return { indices: await rowsOf(indices, books) }
  },
})
