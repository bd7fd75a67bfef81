import { z } from 'zod'
import { SetAsideReason } from '../../shared/numbers.ts'
import { allOf } from '../counting/served.ts'
import { answersIn, setAsideIn } from '../counting/tally.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute } from './route.ts'

const SetAside = z.object({
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  /** Too few customers to be told of: the counts are null. */
  hidden: z.boolean(),
  /** Every press is an answer or set aside. */
  pressed: z.int().nullable(),
  answers: z.int().nullable(),
  setAside: z.partialRecord(SetAsideReason, z.int()).nullable(),
  /** Visits that left before they arrived; each is counted once, by the stay it told. */
  contradictions: z.int().nullable(),
})

export const setAside = jsonRoute({
  path: '/api/set-aside',
  summary: 'Presses that are no answers, with their reasons',
  right: 'read',
  query: SpanQuery,
  answer: z.object({ setAside: z.array(SetAside) }),
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
      }
    }),
  }),
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
