import { z } from 'zod'
import { Numbers } from '../../shared/numbers.ts'
import { lengths } from '../calendar.ts'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

/** A year of hours; more would hold up the presses. */
const mostRows = 10_000

export const indices = jsonRoute({
  path: '/api/indices',
  summary: 'Served customers, answers and all indices, each with its range and relevance',
  right: 'read',
  query: SpanQuery.extend({
    by: z.enum(lengths).default('none').describe('one row for the period, or one for each part'),
  }),
  answer: z.object({ indices: z.array(Numbers) }),
  read(query, source) {
    const spans = asked(query, source)
    // Before anything is counted: it would hold up the presses too.
    let rows = 0
    for (const { point, span } of spans) {
      for (const _ of source.books.report.cuts(point, span, query.by)) {
        rows += 1
        if (rows > mostRows) {
          const problem = `by: expected at most ${mostRows} rows; ask for a shorter time`
          throw new BadQuestion(problem, 'too-long-a-time')
        }
      }
    }
    const { settle, read, standing } = source.books
    settle()
    return {
      indices: read(() =>
        spans.flatMap(({ point, span }) => [...standing.pieces(point, span, query.by)]),
      ),
    }
  },
})
