import { expect, test } from 'vitest'
import { Right } from '../gateway/access/rights.ts'
import { routes } from '../gateway/routes/routes.ts'
import { type Ask, aClosedGateway, cookieIn } from './support/closed-gateway.ts'

/** Open to everybody in the network, each for a reason. */
const forAnyone = [
  'GET /api/me',
  'GET /api/touch',
  'GET /healthz',
  'POST /api/login',
  'POST /api/logout',
  'POST /api/pairing',
  'POST /api/password/first',
]

const rightsOf: Record<string, readonly string[]> = {
  nobody: [],
  viewer: ['live'],
  manager: ['live', 'read', 'sell', 'enter'],
  admin: ['live', 'read', 'sell', 'enter', 'administer'],
  'a device': ['tell'],
  'a reader': ['live'],
  'a till': ['sell'],
  'a dashboard': ['live', 'read'],
}

const methodOf = (route: (typeof routes)[number]) =>
  'method' in route ? route.method.toUpperCase() : 'GET'

/** Everybody there is, each with a way to ask. */
async function everybody(): Promise<Record<string, Ask>> {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  async function person(role: string) {
    const { body } = await admin('PUT', `/api/people/${role}`, { role })
    const key = new URLSearchParams(body.link.split('?')[1]).get('key')
    const wanted = { key, name: role, password: 'a good password' }
    const { headers } = await gateway.anyone('POST', '/api/password/first', wanted)
    return gateway.with({ cookie: cookieIn(headers) })
  }
  async function token(name: string, scopes: string[]) {
    const { body } = await admin('POST', '/api/tokens', { name, scopes })
    return gateway.with({ authorization: `Bearer ${body.token}` })
  }
  const { body } = await admin('POST', '/api/devices/hall/counter-1/credentials', {})
  const basic = Buffer.from(`${body.username}:${body.password}`).toString('base64')
  return {
    nobody: gateway.anyone,
    viewer: await person('viewer'),
    manager: await person('manager'),
    admin,
    'a device': gateway.with({ authorization: `Basic ${basic}` }),
    'a reader': await token('node-red', ['live']),
    'a till': await token('hall/till-1', ['sell']),
    'a dashboard': await token('grafana', ['live', 'read']),
  }
}

test('every route lets in whom its right lets in, and refuses everybody else', async () => {
  const asks = await everybody()
  for (const route of routes) {
    if (route.right === 'anyone') continue
    const path = route.path.replace('{site}', 'hall').replaceAll(/{\w+}/g, 'counter-1')
    // A stream of events would not end.
    const method = route.kind === 'events' ? 'HEAD' : methodOf(route)
    for (const [who, ask] of Object.entries(asks)) {
      // No body that a route expects: who is let in is told so, and changes nothing.
      const { status, body } = await ask(method, path, 'method' in route ? '[]' : undefined)
      const refused = status === 401 || status === 403
      const what = `${who}: ${method} ${path} (${route.right}) → ${status} ${JSON.stringify(body)}`
      expect(refused, what).toBe(!rightsOf[who]?.includes(route.right))
      if (refused) expect(status, what).toBe(who === 'nobody' ? 401 : 403)
    }
  }
}, 60_000)

test('what is open to everybody is named here', () => {
  const open = routes.filter(({ right }) => right === 'anyone')
  expect(open.map(route => `${methodOf(route)} ${route.path}`).sort()).toEqual(forAnyone)
})

test('what would give away single presses is for admins', () => {
  const revealing = ['/api/events', '/api/export/events', '/api/what-if']
  for (const path of revealing) {
    expect(routes.find(route => route.path === path)?.right, path).toBe('administer')
  }
})

test('the description lists the routes of the table and no other', async () => {
  const gateway = await aClosedGateway()
  const { body } = await gateway.anyone('GET', '/openapi.json')
  const described = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(routes.map(route => `${methodOf(route)} ${route.path}`).sort())
})

test('every right is spoken of here', () => {
  expect(new Set(Object.values(rightsOf).flat())).toEqual(new Set(Right.options))
})
