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
    const rows: Numbers[] = []
    for (const { point, span } of asked(query, source)) {
      for (const piece of source.books.report.pieces(point, span, query.by)) {
        if (rows.length === mostRows) {
          throw new BadQuestion(`by: expected at most ${mostRows} rows; ask for a shorter time`)
        }
        rows.push(source.books.report.numbers(point, piece))
      }
    }
    return { indices: rows }
  },
})
