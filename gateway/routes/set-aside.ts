import { SetAsides } from '../../shared/set-aside.ts'
import { allOf } from '../counting/served.ts'
import { answersIn, setAsideIn } from '../counting/tally.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

export const setAside = jsonRoute({
  path: '/api/set-aside',
  summary: 'Presses that are no answers, with their reasons',
  right: 'read',
  query: SpanQuery,
  answer: SetAsides,
  async read(query, source) {
    const { books } = source
    const rows = asked(query, source)
      .values()
      .map(({ point, span }) => {
        const { period } = books.standing.told(point, span)
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
      })
    return { setAside: await rowsOf(rows, books) }
  },
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
