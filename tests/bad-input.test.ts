import { expect, test } from 'vitest'
import { topics } from '../shared/topics.ts'
import { aBoot, monday } from './support/events.ts'
import { aClient, aGateway } from './support/gateway.ts'

interface Losses {
  days: { received: number; of: number; losses: object[] }[]
  rejected: { count: number; newest: { reason: string; detail: string; bytes: number }[] }
}

const topic = topics.event('hall', 'counter-1')

async function aConnected() {
  const gateway = await aGateway()
  const client = await aClient(gateway.mqtt, 'hall/counter-1')
  const send = (payload: unknown, to = topic) => {
    const text = typeof payload === 'string' || Buffer.isBuffer(payload)
    return client.publishAsync(to, text ? payload : JSON.stringify(payload), { qos: 1 })
  }
  return { gateway, client, send }
}

test.each([
  ['no JSON', '{"v":1', 'not-json', 'expected JSON'],
  ['nothing', '', 'not-json', 'expected JSON'],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'not-utf-8', 'expected UTF-8'],
  ['a megabyte', 'x'.repeat(1 << 20), 'too-large', 'found 1048576'],
  ['another version', { ...aBoot()(1, { kind: 'pressed' }), v: 2 }, 'not-an-event', '→ at v'],
  ['an unknown kind', { ...aBoot()(1, { kind: 'pressed' }), kind: 'sat' }, 'not-an-event', 'kind'],
  [
    'a stay of minus five seconds',
    aBoot()(1, { kind: 'left', stayMs: -5000 }),
    'not-an-event',
    '→ at stayMs',
  ],
  ['a stay of years', aBoot()(1, { kind: 'left', stayMs: 1e13 }), 'not-an-event', '→ at stayMs'],
  ['too deep a nest', nest(3000), 'not-an-event', 'brackets'],
  ['button 0', aBoot()(1, { kind: 'pressed', button: 0 }), 'not-an-event', '→ at button'],
  ['a list', '[1,2,3]', 'not-an-event', 'object'],
])('%s is acknowledged, kept and named', async (_name, payload, reason, detail) => {
  const { gateway, send } = await aConnected()
  await send(payload)
  const { rejected } = await gateway.get<Losses>('/api/losses')
  expect(rejected).toMatchObject({
    count: 1,
    newest: [{ reason, detail: expect.stringContaining(detail), bytes: bytesOf(payload) }],
  })
  await send(aBoot()(2, { kind: 'pressed' }))
  const { days } = await gateway.get<Losses>('/api/losses?from=2026-03-02')
  expect(days).toMatchObject([{ received: 1, of: 1 }])
})

test('a device with a name that cannot be is heard of', async () => {
  const { gateway, send } = await aConnected()
  await send('{}', 'loyalty/1/Main Hall/counter-1/event')
  const { rejected } = await gateway.get<Losses>('/api/losses')
  expect(rejected.newest).toMatchObject([{ reason: 'bad-topic' }])
})

test('a press in 1970 and one in 2090 count when they happened, by the time since the boot', async () => {
  const now = monday + 3_600_000
  const gateway = await aGateway({ now: () => now })
  const client = await aClient(gateway.mqtt, 'hall/counter-1')
  const event = aBoot()
  for (const told of [
    { ...event(60_000, { kind: 'pressed', button: 1 }), at: 0 },
    { ...event(120_000, { kind: 'pressed', button: 2 }), at: Date.UTC(2090, 0, 1) },
    { ...event(180_000, { kind: 'pressed', button: 3 }), synced: false, at: monday - 1e9 },
    { ...event(180_000, { kind: 'heartbeat' }), at: 0 },
  ]) {
    await client.publishAsync(topic, JSON.stringify(told), { qos: 1 })
  }
  const [quarter] = await gateway.indices(`?from=${now - 180_000}&to=${now + 1}`)
  expect(quarter?.answers).toEqual({ 1: 1, 2: 1, 3: 1 })
  const [year1970, year2090] = [
    await gateway.indices('?from=0&to=86400000'),
    await gateway.indices('?from=2090-01-01&to=2090-01-02'),
  ]
  expect([...year1970, ...year2090].map(({ answers }) => answers)).toEqual([{}, {}])
})

test('an unknown button, and a visit that left before it arrived, have their names', async () => {
  const { gateway, send } = await aConnected()
  const event = aBoot()
  await send(event(0, { kind: 'started' }))
  await send(event(10_000, { kind: 'pressed', button: 9 }))
  await send(event(60_000, { kind: 'arrived', visit: 1 }))
  await send(event(50_000, { kind: 'left', visit: 1, stayMs: 20_000 }))
  const { setAside } = await gateway.get<{ setAside: object[] }>('/api/set-aside?from=2026-03-02')
  expect(setAside).toMatchObject([
    { pressed: 1, answers: 0, setAside: { 'unknown-button': 1 }, contradictions: 1 },
  ])
})

test('a hole in seq is a known loss', async () => {
  const { gateway, send } = await aConnected()
  const event = aBoot()
  for (let seq = 1; seq <= 9; seq += 1) {
    const told = event(seq, { kind: 'pressed' })
    if (![3, 4, 7].includes(seq)) await send(told)
  }
  const { days } = await gateway.get<Losses>('/api/losses?from=2026-03-02')
  expect(days).toMatchObject([
    {
      received: 6,
      of: 9,
      losses: [
        { boot: 'b00t', first: 3, last: 4, before: monday + 5 },
        { boot: 'b00t', first: 7, last: 7, before: monday + 8 },
      ],
    },
  ])
})

test('fields that this release does not know are stored as they were told', async () => {
  const { gateway, send } = await aConnected()
  const told = { ...aBoot()(1000, { kind: 'heartbeat' }), zone: { learnt: [300, 900] } }
  await send(JSON.stringify(told, null, 2))
  const lines = (await (await fetch(`${gateway.http}/api/export/events`)).text()).trim().split('\n')
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: told })
})

test('a question that cannot be answered is refused in one sentence', async () => {
  const { http } = await aGateway()
  for (const [path, error] of [
    ['/api/indices?from=soon', 'from: expected epoch ms, an ISO time'],
    ['/api/indices?touchpoint=nowhere', 'touchpoint: expected one that exists, found nowhere'],
    ['/api/indices?by=minute', 'by'],
    ['/api/export/tallies?from=soon', 'from: expected epoch ms, an ISO time'],
    ['/api/export/losses?to=counter-1', 'to: expected epoch ms, an ISO time'],
    ['/api/indices?form=1', 'Unrecognized key'],
    ['/api/coverage?from=5&to=4', 'to: expected a moment after from'],
    ['/api/indices?from=99999999999999999', 'from: expected epoch ms'],
  ] as const) {
    const response = await fetch(`${http}${path}`)
    expect(response.status, path).toBe(400)
    expect(((await response.json()) as { error: string }).error).toContain(error)
  }
})

function nest(depth: number): string {
  const press = JSON.stringify(aBoot()(1, { kind: 'pressed' }))
  return `${press.slice(0, -1)},"x":${'['.repeat(depth)}${']'.repeat(depth)}}`
}

const bytesOf = (payload: unknown) =>
  Buffer.isBuffer(payload) || typeof payload === 'string'
    ? Buffer.byteLength(payload)
    : Buffer.byteLength(JSON.stringify(payload))
