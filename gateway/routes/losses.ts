import { Losses } from '../../shared/losses.ts'
import { lossesIn } from '../losses.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

const newest = 100

export const losses = jsonRoute({
  path: '/api/losses',
  summary: 'Per device and day what never arrived; and what arrived and is no event',
  right: 'read',
  query: SpanQuery,
  answer: Losses,
  async read(query, source) {
    const { books } = source
    const standing = { ...books, report: books.standing }
    const days = asked(query, source)
      .values()
      .flatMap(({ point, span }) => lossesIn(standing, point, span))
    const { rejections } = books
    return {
      days: await rowsOf(days, books),
      rejected: { count: rejections.count(), newest: rejections.newest(newest) },
    }
  },
})
