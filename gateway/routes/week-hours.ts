import { WeekHours } from '../../shared/week-hours.ts'
import { SpanQuery } from '../span-query.ts'
import { weekHoursOf } from '../week-hours.ts'
import { asked, jsonRoute } from './route.ts'

const mostDays = 400

export const weekHours = jsonRoute({
  path: '/api/week-hours',
  summary: 'What each hour of the week was like, summed over a period',
  right: 'read',
  query: SpanQuery,
  answer: WeekHours,
  read: (query, source) => ({
    weekHours: asked(query, source, mostDays).map(({ point, span }) => {
      const { report } = source.books
      // What was asked last: no index is one of two questions.
      const part = report.seriesIn(point, span).at(-1) ?? span
      return {
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        ...part,
        hours: weekHoursOf(report, point, part),
      }
    }),
  }),
})
