import type { z } from 'zod'
import type { Books } from '../books.ts'
import type { Live } from '../live.ts'
import { type SpanQuery, spansAsked } from '../span-query.ts'

/** What a route reads from. */
export interface Source {
  books: Books
  live: Live
  now(): number
}

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

/** The touchpoints that were asked for and, for each, the span. */
export const asked = (query: SpanQuery, { books, now }: Source) =>
  spansAsked(query, books.report, now())
