import { setImmediate } from 'node:timers/promises'
import { type DayOfDoubts, Doubts } from '../../shared/doubts.ts'
import { doubtsIn } from '../doubts.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

/** Each event is looked at. */
const mostDays = 32

export const doubts = jsonRoute({
  path: '/api/doubts',
  summary: 'Per device and day how many events came late, and of how many the time is an estimate',
  right: 'read',
  query: SpanQuery,
  answer: Doubts,
  async read(query, source) {
    source.books.settle()
    const doubts: DayOfDoubts[] = []
    for (const { point, span } of asked(query, source, mostDays)) {
      for (const day of doubtsIn(source.books, point, span)) {
        doubts.push(day)
        await setImmediate()
      }
    }
    return { doubts }
  },
})
