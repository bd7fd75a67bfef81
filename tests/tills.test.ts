import { expect, test } from 'vitest'
import type { LiveNumbers } from '../shared/numbers.ts'
import { topics } from '../shared/topics.ts'
import { type Ask, aClosedGateway } from './support/closed-gateway.ts'
import { monday } from './support/events.ts'
import { aClient, aGateway, someBooks } from './support/gateway.ts'
import { aHall, aSale } from './support/sales.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const minute = 60_000
const hour = 60 * minute
const evening = () => monday + 10 * hour

interface Answer {
  taken: number
  known: number
  refused: { index: number; reason: string }[]
}

interface Losses {
  rejected: { newest: { reason: string; detail: string; payload: string }[] }
}

async function aShop() {
  const gateway = await aGateway({ sites: [aHall()], now: evening })
  const post = async (body: unknown) => {
    const response = await fetch(`${gateway.http}/api/served`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    return { status: response.status, answer: (await response.json()) as Answer }
  }
  const till = async () =>
    (await gateway.indices('?from=2026-03-02&to=2026-03-03'))[0]?.servedBy.till
  return { gateway, post, till }
}

const told = (id: string, after: number, more: object = {}) => ({
  touchpoint: 'hall/counter-1',
  source: 'till-1',
  id,
  at: new Date(monday + after).toISOString(),
  ...more,
})

test('a sale counts once however often it is told, and not at all once it is refunded', async () => {
  const { gateway, post, till } = await aShop()
  expect((await post(told('1', 0))).answer).toEqual({ taken: 1, known: 0, refused: [] })
  expect((await post(told('1', 0))).answer).toEqual({ taken: 0, known: 1, refused: [] })
  await post(told('2', minute, { at: monday + minute }))
  expect(await till()).toBe(2)
  await post([
    told('r', hour, { kind: 'refund', of: '1' }),
    told('v', hour, { kind: 'void', of: '1' }),
  ])
  expect(await till()).toBe(1)
  const [numbers] = await gateway.indices('?from=2026-03-02&to=2026-03-03')
  expect(numbers).toMatchObject({ served: 1, servedBy: { source: 'till', presence: null } })
})

test('of a batch what can be taken is taken, and the rest is named with its place and reason', async () => {
  const { post, till } = await aShop()
  await post(told('known', 0))
  const { status, answer } = await post([
    told('good', minute),
    told('known', 0),
    told('known', minute),
    told('nowhere', 0, { touchpoint: 'counter-9' }),
    told('future', 10 * hour + 11 * minute),
    told('local', 0, { at: '2026-03-02T08:00:00' }),
    told('typo', 0, { tpye: 'refund' }),
    told('odd', 0, { of: 'good' }),
    'no sale',
    told('unsaid', 0, { source: undefined }),
  ])
  expect(status).toBe(200)
  expect(answer).toMatchObject({ taken: 1, known: 1 })
  const reasons = Object.fromEntries(answer.refused.map(({ index, reason }) => [index, reason]))
  expect(reasons).toEqual({
    2: expect.stringMatching(
      /known of hall\/till-1 is taken already, for a sale at counter-1, 2026-03-02T08:00:00.000Z/,
    ),
    3: 'touchpoint: expected one that exists, found counter-9',
    4: 'at: expected a time that is past, found 2026-03-02T18:11:00.000Z at 2026-03-02T18:00:00.000Z',
    5: expect.stringContaining('at at'),
    6: expect.stringContaining('tpye'),
    7: expect.stringContaining('a sale takes nothing back'),
    8: expect.stringContaining('expected object'),
    9: 'source: expected the till, found nothing',
  })
  expect(await till()).toBe(2)
})

test('one sale that cannot be is refused with 400, one that contradicts what is stored with 409', async () => {
  const { post } = await aShop()
  await post(told('1', 0))
  expect(await post(told('1', minute))).toMatchObject({
    status: 409,
    answer: { error: expect.stringContaining('what was stored first holds') },
  })
  expect((await post(told('2', 0, { at: 0 }))).answer).toEqual({
    error: 'at: expected a time after 1999, found 1970-01-01T00:00:00.000Z',
  })
  expect((await post([])).status).toBe(400)
  const many = Array.from({ length: 1001 }, (_, n) => told(String(n), 0))
  expect((await post(many)).answer).toEqual({ error: 'expected 1 to 1000 sales, found 1001' })
})

test('the same id at another till, and at the till of that name of another site, is another sale', async () => {
  const sites = [aHall(), { ...aHall(), id: 'mall' }].map((site, n) =>
    n === 0 ? site : { ...site, touchpoints: [{ id: 'desk' }] },
  )
  const books = someBooks({ sites })
  const all = [
    aSale('1'),
    aSale('1', 0, { source: 'till-2' }),
    aSale('1', 0, { site: 'mall', touchpoint: 'desk' }),
  ]
  const results = await books.tills.take(all.map(value => ({ ok: true, value })))
  expect(results).toEqual([{ as: 'taken' }, { as: 'taken' }, { as: 'taken' }])
})

test('a token is one till: it sells as that, at its own site, and reads nothing', async () => {
  const mall = { id: 'mall', touchpoints: [{ id: 'counter-9', devices: ['counter-9'] }] }
  const settings = { sites: [aHall(), mall] }
  const gateway = await aClosedGateway({ settings, now: evening })
  const admin = await gateway.firstAdmin()
  const { body } = await admin('POST', '/api/tokens', { name: 'hall/till-1', scopes: ['sell'] })
  const till = gateway.with({ authorization: `Bearer ${body.token}` })
  const sell = (ask: Ask, sale: object) => ask('POST', '/api/served', sale)
  expect(await sell(till, told('1', 0, { source: 'till-2' }))).toMatchObject({ body: { taken: 1 } })
  const log = await admin('GET', '/api/export/sales')
  expect(log.body).toContain('"source":"till-1","id":"1"')
  expect(await sell(till, told('2', 0, { touchpoint: 'mall/counter-9' }))).toMatchObject({
    status: 400,
    body: { error: 'touchpoint: expected one that exists, found mall/counter-9' },
  })
  expect((await sell(gateway.anyone, told('3', 0))).status).toBe(401)
  expect((await till('GET', '/api/export/sales')).status).toBe(403)
})

test('a till that tells over MQTT is acknowledged when it is stored, and what is no sale is kept', async () => {
  const data = scratchFolder()
  const gateway = await aGateway({ data, sites: [aHall()], now: evening })
  const client = await aClient(gateway.mqtt, 'till-7')
  const topic = topics.served('hall', 'till-7')
  const tell = (told: unknown) => client.publishAsync(topic, JSON.stringify(told), { qos: 1 })
  const sale = { touchpoint: 'counter-1', id: 'a', at: monday }
  await tell(sale)
  await tell(sale)
  await tell([
    { ...sale, id: 'b' },
    { ...sale, id: 'c', at: 'noon' },
    { ...sale, at: monday + 1 },
  ])
  await client.publishAsync(topic, 'beep', { qos: 1 })
  const { rejected } = await gateway.get<Losses>('/api/losses')
  expect(rejected.newest).toMatchObject([
    { reason: 'not-a-sale', detail: expect.stringContaining('expected JSON'), payload: 'beep' },
    { reason: 'not-a-sale', detail: expect.stringContaining('is taken already') },
    { reason: 'not-a-sale', payload: expect.stringContaining('noon') },
  ])
  await client.endAsync()
  await gateway.close()
  const again = await aGateway({ data, sites: [aHall()], now: evening })
  const [numbers] = await again.indices('?from=2026-03-02&to=2026-03-03')
  expect(numbers?.servedBy).toMatchObject({ source: 'till', till: 2 })
})

test('a sale is on the live topic within a moment', async () => {
  const { gateway, post } = await aShop()
  const client = await aClient(gateway.mqtt, 'screen')
  const heard: LiveNumbers[] = []
  client.on('message', (_topic, payload) => heard.push(JSON.parse(payload.toString())))
  await client.subscribeAsync(topics.live('hall', 'counter-1'))
  await post(told('1', 0))
  // Everything is told again each ten seconds, whatever happened.
  const isTold = () => heard.at(-1)?.servedBy.till === 1
  await until('the sale is on the topic', isTold, 8000)
})
