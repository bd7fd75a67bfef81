import type { z } from 'zod'
import { parseJson, problemsIn } from '../../shared/parsing.ts'
import { BadQuestion } from '../refusal.ts'
import type { Route, Source } from './route.ts'

type Change = Extract<Route, { kind: 'change' }>
type Reading = Exclude<Route, Change>

/** A reader this many events behind has gone away without saying so. */
const mostUnread = 1000

/** Answers a question; changes nothing. */
export async function answer(
  route: Reading,
  { method, query }: { method: string; query: Record<string, string> },
  source: Source,
): Promise<Response> {
  const asked = checked(route.query, query) as never
  switch (route.kind) {
    case 'json': {
      const json = await route.read(asked, source)
      const failing = source.books.ingest.trouble() !== null && route.path === '/healthz'
      return Response.json(json, { status: failing ? 503 : 200 })
    }
    case 'text': {
      const bytes = ReadableStream.from(route.read(asked, source)).pipeThrough(
        new TextEncoderStream(),
      )
      return new Response(bytes, { headers: { 'content-type': route.type } })
    }
    case 'events':
      // Nobody would close a stream of which only the head was asked for.
      return method === 'HEAD' ? new Response() : streamOf(route, source)
  }
}

/** Does what a body asks for. */
export async function change(
  route: Change,
  asked: { params: Record<string, string>; body: string },
  source: Source,
): Promise<Response> {
  const params = checked(route.params, asked.params) as never
  const body = bodyOf(route, asked.body) as never
  const caller = { name: 'anyone' }
  return Response.json(await route.change(params, body, source, caller))
}

function bodyOf(route: Change, text: string): unknown {
  if (route.takes === 'text') return checked(route.body, text)
  const body = parseJson(text === '' ? '{}' : text, route.body)
  if (!body.ok) throw new BadQuestion(body.problem)
  return body.value
}

function checked<Schema extends z.ZodType>(schema: Schema, found: unknown): z.infer<Schema> {
  const result = schema.safeParse(found)
  if (!result.success) throw new BadQuestion(problemsIn(result.error).join('; '))
  return result.data
}

function streamOf(route: Extract<Route, { kind: 'events' }>, source: Source): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      stop = route.open(source, (event, data) => {
        if ((controller.desiredSize ?? 0) < -mostUnread) {
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
