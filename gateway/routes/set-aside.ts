import { SetAsides } from '../../shared/set-aside.ts'
import { allOf } from '../counting/served.ts'
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
      const { period } = source.books.report.told(point, span)
      const tally = period && allOf(period)
      return {
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        ...span,
        hidden: tally === null,
        pressed: tally && (tally.pressed ?? 0),
        answers: tally && total(answersIn(tally)),
        setAside: tally && setAsideIn(tally),
        contradictions: tally && (tally.contradiction ?? 0),
        thresholds: point.touchpoint.counting,
      }
    }),
  }),
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
