import { z } from 'zod'
import type { Access } from '../access/access.ts'
import type { Caller, Right } from '../access/rights.ts'
import type { Alerting } from '../alerts/alerting.ts'
import type { Books } from '../books.ts'
import type { Live } from '../live.ts'
import type { Pairable } from '../pairable.ts'
import { BadQuestion } from '../refusal.ts'
import type { Remotes } from '../remotes.ts'
import { type SpanQuery, spansAsked } from '../span-query.ts'
import type { MountedAt } from '../touchpoints.ts'

/** What a route reads from, and changes. */
export interface Source {
  books: Books
  live: Live
  access: Access
  alerting: Alerting
  /** What a remote that is being paired must know of this gateway. */
  pairable: Pairable
  remotes: Remotes
  now(): number
}

interface Common {
  /** Names in braces are the parameters: `/api/alerts/{id}`. */
  path: string
  summary: string
  /** What somebody must be allowed to do before it answers. */
  right: Right | 'anyone'
}

interface Reading extends Common {
  query: z.ZodObject
}

/** One address of the HTTP side. The table of them is `routes.ts`. */
export type Route =
  | (Reading & {
      kind: 'json'
      answer: z.ZodType
      read(query: never, source: Source, caller: Caller): unknown
    })
  | (Reading & {
      kind: 'text'
      type: string
      read(query: never, source: Source): AsyncIterable<string>
    })
  | (Reading & {
      kind: 'events'
      /** Sends server-sent events until the returned function is called. */
      open(source: Source, send: (event: string, data: unknown) => void): () => void
    })
  | (Common & {
      kind: 'change'
      method: ChangeMethod
      /** The body is JSON without it. */
      takes?: 'text'
      params: z.ZodObject
      body: z.ZodType
      answer: z.ZodType
      change(params: never, body: never, source: Source, caller: Caller): unknown
    })
  | (Common & {
      /** Lets a person in or out: the browser holds the key of the session in a cookie. */
      kind: 'session'
      method: 'post'
      params: z.ZodObject
      body: z.ZodType
      answer: z.ZodType
      change(params: never, body: never, source: Source, caller: Caller): Promise<SessionChange>
    })
type ChangeMethod = 'post' | 'put' | 'delete'

export interface SessionChange<Answer = unknown> {
  /** Null: the session is over. */
  session: string | null
  answer: Answer
}

/** Checks a route's types where it is written. */
export const jsonRoute = <Query extends z.ZodObject, Answer extends z.ZodType>(route: {
  path: string
  summary: string
  right: Right | 'anyone'
  query: Query
  answer: Answer
  read(
    query: z.infer<Query>,
    source: Source,
    caller: Caller,
  ): z.infer<Answer> | Promise<z.infer<Answer>>
}): Route => ({ ...route, kind: 'json' })

export const textRoute = <Query extends z.ZodObject>(route: {
  path: string
  summary: string
  right: Right | 'anyone'
  query: Query
  type: string
  read(query: z.infer<Query>, source: Source): AsyncIterable<string>
}): Route => ({ ...route, kind: 'text' })

/** A route with a body that changes something. */
export const changeRoute = <
  Params extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(route: {
  method: ChangeMethod
  path: string
  summary: string
  right: Right | 'anyone'
  takes?: 'text'
  params: Params
  body: Body
  answer: Answer
  change(
    params: z.infer<Params>,
    body: z.infer<Body>,
    source: Source,
    caller: Caller,
  ): z.infer<Answer> | Promise<z.infer<Answer>>
}): Route => ({ ...route, kind: 'change' })

export const sessionRoute = <Body extends z.ZodType, Answer extends z.ZodType>(route: {
  path: string
  summary: string
  right: Right | 'anyone'
  body: Body
  answer: Answer
  change(
    params: object,
    body: z.infer<Body>,
    source: Source,
    caller: Caller,
  ): Promise<SessionChange<z.infer<Answer>>>
}): Route => ({ ...route, kind: 'session', method: 'post', params: z.strictObject({}) })

/** The touchpoints that were asked for and, for each, the span. */
export function asked(query: SpanQuery, { books, now }: Source, mostDays = Infinity) {
  const spans = spansAsked(query, books.report, now())
  if (spans.some(({ span }) => span.to - span.from > mostDays * dayMs)) {
    throw new BadQuestion(`from: expected at most ${mostDays} days`, 'too-long-a-time')
  }
  return spans
}

const dayMs = 24 * 3_600_000

/** The one touchpoint of that id (`counter-1` or `hall/counter-1`). */
export function onePoint(id: string, { books }: Source): MountedAt {
  const [point, other] = books.report.touchpoints(id)
  if (!point) throw new BadQuestion(`touchpoint: expected one that exists, found ${id}`, 'gone')
  if (!other) return point
  const whole = `${point.site.id}/${point.touchpoint.id}`
  throw new BadQuestion(`touchpoint: expected the site too, as in ${whole}, found ${id}`)
}
