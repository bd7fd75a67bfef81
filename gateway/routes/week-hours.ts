import { WeekHours } from '../../shared/week-hours.ts'
import { SpanQuery } from '../span-query.ts'
import { weekHoursOf } from '../week-hours.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

const mostDays = 400

export const weekHours = jsonRoute({
  path: '/api/week-hours',
  summary: 'What each hour of the week was like, summed over a period',
  right: 'read',
  query: SpanQuery,
  answer: WeekHours,
  async read(query, source) {
    const { books } = source
    const rows = asked(query, source, mostDays)
      .values()
      .map(({ point, span }) => {
        // What was asked last: no index is one of two questions.
        const part = books.standing.seriesIn(point, span).at(-1) ?? span
        return {
          site: point.site.id,
          touchpoint: point.touchpoint.id,
          ...part,
          hours: weekHoursOf(books.standing, point, part),
        }
      })
    return { weekHours: await rowsOf(rows, books) }
  },
})
