import type { z } from 'zod'
import { parse, parseJson } from '../../shared/parsing.ts'
import { noteDeed } from '../access/audit.ts'
import type { Caller } from '../access/rights.ts'
import { BadQuestion } from '../refusal.ts'
import type { Route, SessionChange, Source } from './route.ts'

type Change = Extract<Route, { kind: 'change' | 'session' }>
type Reading = Exclude<Route, Change>

/** A reader this many events behind has gone away without saying so. */
const mostUnread = 1000

/** Answers a question; changes nothing. A stream ends when its reader may not go on reading. */
export async function answer(
  route: Reading,
  { method, query }: { method: string; query: Record<string, string> },
  source: Source,
  { caller, mayGoOn }: { caller: Caller; mayGoOn(): boolean },
): Promise<Response> {
  const asked = checked(route.query, query) as never
  switch (route.kind) {
    case 'json': {
      const json = await route.read(asked, source, caller)
      const failing = source.books.ingest.trouble() !== null && route.path === '/healthz'
      return Response.json(json, { status: failing ? 503 : 200 })
    }
    case 'text': {
      const text = await begun(route.read(asked, source))
      const bytes = ReadableStream.from(text).pipeThrough(new TextEncoderStream())
      return new Response(bytes, { headers: { 'content-type': route.type } })
    }
    case 'events':
      // Nobody would close a stream of which only the head was asked for.
      return method === 'HEAD' ? new Response() : streamOf(route, source, mayGoOn)
  }
}

/** A question that cannot be answered is refused before the answer begins. */
async function begun(text: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const pieces = text[Symbol.asyncIterator]()
  const first = await pieces.next()
  return {
    async *[Symbol.asyncIterator]() {
      if (first.done) return
      yield first.value
      yield* { [Symbol.asyncIterator]: () => pieces }
    },
  }
}

/** Does what a body asks for, and gives the session that begins or ends with it. */
export async function change(
  route: Change,
  asked: { params: Record<string, string>; body: string },
  source: Source,
  caller: Caller,
): Promise<{ answer: unknown; session?: string | null }> {
  const params = checked(route.params, asked.params) as never
  const body = bodyOf(route, asked.body) as never
  const done = noteDeed(route, { params, body }, source, caller)
  try {
    const changed = await route.change(params, body, source, caller)
    return route.kind === 'session' ? (changed as SessionChange) : { answer: changed }
  } catch (failure) {
    done.failed(failure)
    throw failure
  }
}

function bodyOf(route: Change, text: string): unknown {
  if ('takes' in route && route.takes === 'text') return checked(route.body, text)
  const body = parseJson(text === '' ? '{}' : text, route.body)
  if (body.ok) return body.value
  throw new BadQuestion(body.problem, ...(body.refusal ? ([body.refusal] as const) : []))
}

function checked<Schema extends z.ZodType>(schema: Schema, found: unknown): z.infer<Schema> {
  const result = parse(found, schema)
  if (!result.ok) throw new BadQuestion(result.problem)
  return result.value
}

function streamOf(
  route: Extract<Route, { kind: 'events' }>,
  source: Source,
  mayGoOn: () => boolean,
): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = route.open(source, (event, data) => {
        if ((controller.desiredSize ?? 0) < -mostUnread || !mayGoOn()) {
          stop()
          controller.close()
          return
        }
        controller.enqueue(encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`))
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  })
}
