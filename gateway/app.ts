import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { Refused } from '../shared/refusals.ts'
import { isStorageFailure } from '../shared/sqlite.ts'
import { version } from '../shared/version.ts'
import { type Arrival, cookieOf } from './access/arrival.ts'
import type { Asking, Door } from './access/door.ts'
import { Refusal, TooOften } from './refusal.ts'
import { answer, change } from './routes/answer.ts'
import { describe } from './routes/description.ts'
import type { Route, Source } from './routes/route.ts'
import { routes } from './routes/routes.ts'

interface Came {
  Bindings: { arrival: Arrival }
}

const consoleFolder = fileURLToPath(new URL('./console/dist', import.meta.url))
/** Bytes. A day of a busy till. */
const longestBody = 1_000_000

/** Nothing from elsewhere, no script in the page; charts set styles of their own. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    styleSrcAttr: ["'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // A certificate of the gateway's own is believed by exception, which this would rule out.
  strictTransportSecurity: false,
})

/** The HTTP side: the routes, their description, and the console's files. */
export function buildApp(source: Source, door: Door, say: (text: string) => void) {
  const app = new OpenAPIHono<Came>()
  app.use('*', headers, async (context, next) => {
    door.admit(askingOf(context))
    await next()
  })
  for (const route of routes) {
    app.openAPIRegistry.registerPath(describe(route))
    const path = route.path.replaceAll(/{(\w+)}/g, ':$1')
    if (isChange(route)) app.on(route.method, path, limit, context => doChange(route, context))
    else app.get(path, context => doAnswer(route, context))
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
    if (failure instanceof TooOften) {
      context.header('retry-after', String(Math.ceil(failure.waitMs / 1000)))
    }
    if (failure instanceof Refusal) return context.json(failure.told(), failure.status)
    say(`${context.req.path} failed: ${failure.stack}`)
    if (isStorageFailure(failure) || isStorageFailure(failure.cause)) {
      const error = 'the gateway cannot use its database at present; its log says why'
      return context.json({ error, code: 'database-failed' } satisfies Refused, 503)
    }
    const error = 'the gateway failed; its log says why'
    return context.json({ error, code: 'gateway-failed' } satisfies Refused, 500)
  })

  async function doChange(route: Extract<Route, { method: string }>, context: Context<Came>) {
    const { req, env } = context
    const caller = await door.callerOf(askingOf(context))
    door.expect(caller, route.right)
    const asked = { params: req.param(), body: await req.text() }
    const { answer, session } = await change(route, asked, source, caller)
    if (session !== undefined) context.header('set-cookie', cookieOf(session, env.arrival.way))
    context.header('cache-control', 'no-store')
    return context.json(answer as object)
  }

  async function doAnswer(route: Exclude<Route, { method: string }>, context: Context<Came>) {
    const { req } = context
    const caller = await door.callerOf(askingOf(context))
    door.expect(caller, route.right)
    const mayGoOn = () => door.isStillIn(caller, route.right)
    return answer(route, { method: req.method, query: req.query() }, source, { caller, mayGoOn })
  }
  return app
}

const isChange = (route: Route): route is Extract<Route, { method: string }> => 'method' in route

const askingOf = ({ env, req }: Context<Came>): Asking => ({
  arrival: env.arrival,
  header: name => req.header(name),
})

const limit: MiddlewareHandler = bodyLimit({
  maxSize: longestBody,
  onError() {
    throw new Refusal(
      413,
      `expected a body of at most ${longestBody} bytes, found more`,
      'too-large',
    )
  },
})

/** Vite names assets by their content; the page that names them must be asked for each time. */
function setCaching(path: string, context: Context) {
  const forever = path.includes('/assets/')
  context.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
}
