import { z } from 'zod'
import { Numbers } from '../../shared/numbers.ts'
import { cut, lengths } from '../calendar.ts'
import { BadQuestion, SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

/** A year of hours. */
const mostPeriods = 10_000

export const indices = jsonRoute({
  path: '/api/indices',
  summary: 'Served customers, answers and all indices, each with its range and relevance',
  query: SpanQuery.extend({
    by: z.enum(lengths).default('none').describe('one row for the period, or one for each part'),
  }),
  answer: z.object({ indices: z.array(Numbers) }),
  read(query, source) {
    const pieces = asked(query, source).map(({ point, span }) => ({
      point,
      spans: cut(span, query.by, point.site.timeZone, mostPeriods),
    }))
    if (pieces.some(({ spans }) => spans.length > mostPeriods)) {
      throw new BadQuestion(`by: expected at most ${mostPeriods} periods; ask for a shorter time`)
    }
    return {
      indices: pieces.flatMap(({ point, spans }) =>
        spans.map(span => source.books.report.numbers(point, span)),
      ),
    }
  },
})
