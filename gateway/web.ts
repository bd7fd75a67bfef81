import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { compress } from 'hono/compress'
import { z } from 'zod'
import { problemsIn } from '../shared/parsing.ts'
import { version } from '../shared/version.ts'
import { listen } from './listening.ts'
import type { Route, Source } from './routes/route.ts'
import { routes } from './routes/routes.ts'
import { BadQuestion } from './span-query.ts'

export interface Web {
  port: number
  close(): Promise<void>
}

const consoleFolder = fileURLToPath(new URL('./console/dist', import.meta.url))
/** A reader this many events behind has gone away without saying so. */
const mostUnread = 1000

/** Starts the HTTP side: the routes, their description, and the console's files. */
export async function startWeb(
  settings: { host: string; port: number },
  source: Source,
  say: (text: string) => void,
): Promise<Web> {
  const app = new OpenAPIHono()
  for (const route of routes) {
    app.openAPIRegistry.registerPath(describe(route))
    app.get(route.path, context => answer(route, context, source))
  }
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Loyalty Button gateway', version },
  })
  // Only the console's files: a compressed event stream would be held back until it is long enough.
  app.use('/assets/*', compress())
  app.use('*', serveStatic({ root: consoleFolder, onFound: setCaching }))
  app.notFound(context => {
    const isPage = context.req.path === '/' && !existsSync(consoleFolder)
    const error = isPage
      ? 'the console is not built yet: run npm run prepare'
      : `expected one of the addresses in /openapi.json, found ${context.req.path}`
    return context.json({ error }, 404)
  })
  app.onError((failure, context) => {
    if (failure instanceof BadQuestion) return context.json({ error: failure.message }, 400)
    say(`${context.req.path} failed: ${failure.stack}`)
    return context.json({ error: 'the gateway failed; its log says why' }, 500)
  })

  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  const port = await listen(server, 'http', settings)
  return {
    port,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** Vite names assets by their content; the page that names them must be asked for each time. */
function setCaching(path: string, context: Context) {
  const forever = path.includes('/assets/')
  context.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
}

function answer(route: Route, context: Context, source: Source): Response {
  const query = route.query.safeParse(context.req.query())
  if (!query.success) throw new BadQuestion(problemsIn(query.error).join('; '))
  const asked = query.data as never
  switch (route.kind) {
    case 'json': {
      const json = route.read(asked, source)
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
      return context.req.method === 'HEAD' ? new Response() : streamOf(route, source)
  }
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

function describe(route: Route) {
  const content =
    route.kind === 'json'
      ? { 'application/json': { schema: route.answer } }
      : { [route.kind === 'text' ? route.type : 'text/event-stream']: { schema: z.string() } }
  return {
    method: 'get' as const,
    path: route.path,
    summary: route.summary,
    request: { query: route.query },
    responses: {
      200: { description: route.summary, content },
      400: { description: 'The question cannot be answered; the answer says why' },
    },
  }
}
