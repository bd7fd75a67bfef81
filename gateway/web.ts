import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { version } from '../shared/version.ts'
import { listen } from './listening.ts'
import { Refusal } from './refusal.ts'
import { answer, change } from './routes/answer.ts'
import { describe } from './routes/description.ts'
import type { Source } from './routes/route.ts'
import { routes } from './routes/routes.ts'

export interface Web {
  port: number
  close(): Promise<void>
}

const consoleFolder = fileURLToPath(new URL('./console/dist', import.meta.url))
/** Bytes. A day of a busy till. */
const longestBody = 1_000_000

/** Starts the HTTP side: the routes, their description, and the console's files. */
export async function startWeb(
  settings: { host: string; port: number },
  source: Source,
  say: (text: string) => void,
): Promise<Web> {
  const app = new OpenAPIHono()
  const limit = bodyLimit({ maxSize: longestBody, onError: refuseLongBody })
  for (const route of routes) {
    app.openAPIRegistry.registerPath(describe(route))
    const path = route.path.replaceAll(/{(\w+)}/g, ':$1')
    if (route.kind === 'change') {
      app.on(route.method, path, limit, async ({ req }) =>
        change(route, { params: req.param(), body: await req.text() }, source),
      )
    } else
      app.get(path, ({ req }) => answer(route, { method: req.method, query: req.query() }, source))
  }
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Loyalty Button gateway', version },
  })
  // Only the console's files: a compressed event stream would be held back until it is long enough.
  app.use('/assets/*', compress())
  app.use('/touch/:touchpoint', serveStatic({ root: consoleFolder, path: 'touch.html' }))
  app.use('*', serveStatic({ root: consoleFolder, onFound: setCaching }))
  app.notFound(context => {
    const isPage = context.req.path === '/' && !existsSync(consoleFolder)
    const error = isPage
      ? 'the console is not built yet: run npm run prepare'
      : `expected one of the addresses in /openapi.json, found ${context.req.path}`
    return context.json({ error }, 404)
  })
  app.onError((failure, context) => {
    if (failure instanceof Refusal) {
      return context.json({ error: failure.message }, failure.status)
    }
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

function refuseLongBody(): never {
  throw new Refusal(413, `expected a body of at most ${longestBody} bytes, found more`)
}
