import { SetAsides } from '../../shared/set-aside.ts'
import { answersIn, setAsideIn } from '../counting/tally.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

export const setAside = jsonRoute({
  path: '/api/set-aside',
  summary: 'Presses that are no answers, with their reasons',
  right: 'read',
  query: SpanQuery,
  answer: SetAsides,
  read: (query, source) => ({
    setAside: asked(query, source).map(({ point, span }) => {
      const tally = source.books.report.tally(point, span)
      const answers = total(answersIn(tally))
      return {
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        ...span,
        pressed: tally.pressed ?? 0,
        answers,
        setAside: setAsideIn(tally),
        contradictions: tally.contradiction ?? 0,
        thresholds: point.touchpoint.counting,
      }
    }),
  }),
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
