import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { aClosedGateway } from './support/closed-gateway.ts'
import { aGateway } from './support/gateway.ts'
import { aHall } from './support/sales.ts'

test('pages may run no script but their own, and stand in no other page', async () => {
  const gateway = await aClosedGateway()
  const { headers } = await gateway.anyone('GET', '/')
  const policy = headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('access-control-allow-origin')).toBeNull()
})

test('what a page of another site asks is refused, whoever looks at it', async () => {
  const gateway = await aClosedGateway()
  await gateway.firstAdmin()
  const cookie = gateway.adminCookie()
  const { host } = new URL(gateway.http)
  for (const [headers, status] of [
    [{ origin: 'https://elsewhere.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 200],
  ] as const) {
    const ask = gateway.with({ cookie, ...headers })
    expect((await ask('PUT', '/api/people/Bob', { role: 'viewer' })).status).toBe(status)
  }
})

/** Says something over a bare socket, and gives what comes back until the end. */
async function say(address: string, text: string): Promise<string> {
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', chunk => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}

test('an open gateway answers no page that has its name point to this machine', async () => {
  const { http } = await aGateway()
  const ask = (host: string) =>
    say(http, `GET /api/devices HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  expect(await ask('elsewhere.example')).toMatch(/^HTTP\/1.1 403 /)
  expect(await ask('localhost:1')).toMatch(/^HTTP\/1.1 200 /)
})

test('who asks too often is told to wait', async () => {
  const gateway = await aClosedGateway({ now: () => 0 })
  const statuses = new Map<number, number>()
  for (let n = 0; n < 1010; n += 1) {
    const { status } = await gateway.anyone('GET', '/healthz')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect([...statuses]).toEqual([
    [200, 1000],
    [429, 10],
  ])
})

test('too long a body, too long a head and nonsense are refused, without a stack or a path', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`
  const answers = [
    await say(
      gateway.http,
      'POST /api/tokens HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1100000\r\n\r\n',
    ),
    await say(gateway.http, head),
    await say(gateway.http, 'GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    await say(
      gateway.http,
      'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    ),
    await say(gateway.http, 'NONSENSE\r\n\r\n'),
    JSON.stringify((await admin('POST', '/api/tokens', '{"name":')).body),
    JSON.stringify((await admin('PUT', '/api/people/%00', { role: 'king' })).body),
  ]
  for (const answer of answers)
    expect(answer).not.toMatch(/\.ts|node_modules|\/work|root:|at \w+ \(/)
  expect(answers[0]).toMatch(/^HTTP\/1.1 413 /)
  expect(answers[1]).toMatch(/^HTTP\/1.1 431 /)
  expect(answers[4]).toMatch(/^HTTP\/1.1 400 /)
})

test('a body is measured as it comes, whatever it says of its length', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const { body } = await admin('POST', '/api/tokens', { name: 'hall/till-1', scopes: ['sell'] })
  let sent = 0
  const blanks = new Uint8Array(10_000).fill(0x20)
  const long = new ReadableStream({
    pull(controller) {
      sent += 1
      if (sent > 1000) controller.close()
      else controller.enqueue(blanks)
    },
  })
  const asked = { method: 'POST', body: long, duplex: 'half' as const }
  const headers = { authorization: `Bearer ${body.token}` }
  const refused = await fetch(`${gateway.http}/api/served`, { ...asked, headers })
  expect(refused.status).toBe(413)
  expect(sent).toBeLessThan(1000)
})

test('nobody is given more at once than fits into an answer', async () => {
  const gateway = await aClosedGateway({ settings: { sites: [aHall()] } })
  const admin = await gateway.firstAdmin()
  const allOfTime = 'from=1970-01-01&to=2100-01-01'
  for (const path of [
    '/api/audit?limit=501',
    '/api/events?limit=501',
    `/api/indices?${allOfTime}&by=quarter`,
    `/api/coverage?${allOfTime}`,
    `/api/week-hours?${allOfTime}`,
    `/api/what-if?${allOfTime}&holdOffMs=1`,
    `/api/doubts?${allOfTime}`,
    `/api/devices/history?${allOfTime}`,
    `/api/served/disagreements?${allOfTime}`,
  ]) {
    expect((await admin('GET', path)).status, path).toBe(400)
  }
})
