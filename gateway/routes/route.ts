import { z } from 'zod'
import type { Books } from '../books.ts'
import { dayOf, readMoment, type Span } from '../calendar.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import type { Live } from '../live.ts'
import type { MountedAt } from '../touchpoints.ts'

/** What a route reads from. */
export interface Source {
  books: Books
  live: Live
  now(): number
}

/** A question that cannot be answered as it was put; told to whoever asked, with status 400. */
export class BadQuestion extends Error {}

interface Common {
  path: string
  summary: string
  query: z.ZodObject
}

/** One address of the HTTP side. The table of them is `routes.ts`. */
export type Route =
  | (Common & { kind: 'json'; answer: z.ZodType; read(query: never, source: Source): unknown })
  | (Common & {
      kind: 'text'
      type: string
      read(query: never, source: Source): AsyncIterable<string>
    })
  | (Common & {
      kind: 'events'
      /** Sends server-sent events until the returned function is called. */
      open(source: Source, send: (event: string, data: unknown) => void): () => void
    })

/** Checks a route's types where it is written. */
export const jsonRoute = <Query extends z.ZodObject, Answer extends z.ZodType>(route: {
  path: string
  summary: string
  query: Query
  answer: Answer
  read(query: z.infer<Query>, source: Source): z.infer<Answer>
}): Route => ({ ...route, kind: 'json' })

export const textRoute = <Query extends z.ZodObject>(route: {
  path: string
  summary: string
  query: Query
  type: string
  read(query: z.infer<Query>, source: Source): AsyncIterable<string>
}): Route => ({ ...route, kind: 'text' })

const momentForm = 'epoch ms, an ISO time with offset, or a date like 2026-03-02'

/** Which touchpoints (all without it), and from when to when (today without it). */
export const SpanQuery = z.strictObject({
  touchpoint: z.string().optional().describe('counter-1 or hall/counter-1'),
  from: z.string().optional().describe(momentForm),
  to: z.string().optional().describe(`${momentForm}; not part of the period`),
})
export type SpanQuery = z.infer<typeof SpanQuery>

/**
 * The touchpoints and, for each, the span in its own time zone. Tallies are by quarters of an
 * hour, so a span grows to the next ones.
 */
export function asked(
  query: SpanQuery,
  { books, now }: Source,
): { point: MountedAt; span: Span }[] {
  const points = books.report.touchpoints(query.touchpoint)
  if (query.touchpoint !== undefined && points.length === 0) {
    throw new BadQuestion(`touchpoint: expected one that exists, found ${query.touchpoint}`)
  }
  // A question is right or wrong also where nothing is measured yet.
  spanOf(query, 'UTC', now())
  return points.map(point => ({ point, span: spanOf(query, point.site.timeZone, now()) }))
}

function spanOf(query: SpanQuery, timeZone: string, now: number): Span {
  const today = dayOf(now, timeZone)
  const from = moment('from', query.from, timeZone) ?? today.from
  const to = moment('to', query.to, timeZone) ?? Math.max(today.to, from)
  if (to < from) throw new BadQuestion(`to: expected a moment after from, found ${query.to}`)
  return { from: quarterOf(from) * quarterMs, to: Math.ceil(to / quarterMs) * quarterMs }
}

function moment(field: string, text: string | undefined, timeZone: string): number | null {
  if (text === undefined) return null
  const time = readMoment(text, timeZone)
  if (time === null) throw new BadQuestion(`${field}: expected ${momentForm}, found ${text}`)
  return time
}
