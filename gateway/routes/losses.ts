import { Losses } from '../../shared/losses.ts'
import { lossesIn } from '../losses.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

const newest = 100

export const losses = jsonRoute({
  path: '/api/losses',
  summary: 'Per device and day what never arrived; and what arrived and is no event',
  right: 'read',
  query: SpanQuery,
  answer: Losses,
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
