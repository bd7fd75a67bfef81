import { z } from 'zod'
import { SetAsideReason } from '../../shared/numbers.ts'
import { answersIn, setAsideIn } from '../counting/tally.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

const SetAside = z.object({
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  /** Every press is an answer or set aside. */
  pressed: z.int(),
  answers: z.int(),
  setAside: z.partialRecord(SetAsideReason, z.int()),
  /** Visits that left before they arrived; each is counted once, by the stay it told. */
  contradictions: z.int(),
})

export const setAside = jsonRoute({
  path: '/api/set-aside',
  summary: 'Presses that are no answers, with their reasons',
  right: 'read',
  query: SpanQuery,
  answer: z.object({ setAside: z.array(SetAside) }),
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
      }
    }),
  }),
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
