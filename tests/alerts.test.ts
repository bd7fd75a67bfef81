import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startWebhook } from '../gateway/alerts/webhook.ts'
import { topics } from '../shared/topics.ts'
import { alertingAt } from './support/alerting.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aClient, aGateway, someBooks } from './support/gateway.ts'
import { aSale } from './support/sales.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const patience = { timeout: 10_000, interval: 20 }

test('a remote that falls silent raises one alert, and its return ends it', async () => {
  const { clock, books, alerting } = alertingAt(monday)
  const event = aBoot()
  const beat = (after: number) =>
    books.receive([toldBy('desk', event(after, { kind: 'heartbeat' }))])
  await beat(0)
  for (clock.at = monday; clock.at <= monday + 30 * minute; clock.at += minute) alerting.check()
  const [alert, ...others] = books.alerts.open()
  expect(others).toEqual([])
  expect(alert).toMatchObject({ kind: 'remote-offline', device: 'desk', state: 'raised' })
  expect(alert?.evidence).toBe('desk was last heard of at 2026-03-02T08:00:00.000Z.')

  for (let after = 31; after <= 50; after += 1) {
    clock.at = monday + after * minute
    await beat(after * minute)
    alerting.check()
  }
  expect(books.alerts.open()).toEqual([])
  expect(books.alerts.newest(9, true)).toMatchObject([
    { state: 'closed', steps: [{ what: 'raised' }, { what: 'closed', by: 'gateway' }] },
  ])
})

test('a laser that sees nothing, a weak battery and a long queue are told of', async () => {
  const { clock, books, alerting } = alertingAt(monday)
  const event = aBoot()
  const sick = { rangefinder: 'blind', battery: 0.1, waiting: 300 } as const
  for (let after = 0; after <= 15; after += 1) {
    clock.at = monday + after * minute
    await books.receive([toldBy('desk', event(after * minute, { kind: 'heartbeat', ...sick }))])
    alerting.check()
  }
  const evidence = books.alerts.open().map(one => [one.kind, one.evidence])
  expect(Object.fromEntries(evidence)).toEqual({
    'battery-low': 'The battery of desk is at 10 %.',
    'sensor-blind': 'The rangefinder of desk is blind: it counts nobody.',
    'outbox-growing': '300 events wait in the outbox of desk, though it is connected.',
  })
})

test('what somebody closed while it is wrong is raised again when it was right once', async () => {
  const { clock, books, alerting } = alertingAt(monday)
  const event = aBoot()
  let after = -minute
  const pass = async (minutes: number, battery: number) => {
    for (const end = after + minutes * minute; after < end; ) {
      after += minute
      clock.at = monday + after
      await books.receive([toldBy('desk', event(after, { kind: 'heartbeat', battery }))])
      alerting.check()
    }
  }
  await pass(5, 0.1)
  const [alert] = books.alerts.open()
  alerting.take(alert?.id ?? 0, { what: 'closed', at: clock.at, by: 'Ann', comment: 'Ordered.' })
  await pass(15, 0.1)
  expect(books.alerts.open()).toEqual([])
  await pass(15, 0.9)
  await pass(2, 0.1)
  expect(books.alerts.open()).toMatchObject([{ kind: 'battery-low', state: 'raised' }])
})

/** Days of fourteen visits, and as many sales as `sold` says. */
async function daysOfBoth(books: ReturnType<typeof someBooks>, sold: number[]) {
  for (const [past, sales] of sold.entries()) {
    const event = aBoot(`day-${past}`)
    const visits = Array.from({ length: 14 }, (_, place) => {
      const after = past * day + place * 2 * minute
      const visit = place + 1
      return [
        event(after, { kind: 'arrived', visit }),
        event(after + 20_000, { kind: 'left', visit }),
      ].map(told => toldBy('desk', told))
    })
    await books.receive(visits.flat())
    const told = Array.from({ length: sales }, (_, place) => {
      const at = past * day + (28 - 2 * place) * minute
      return aSale(`${past}-${place}`, at, { touchpoint: 'desk', receivedAt: monday + at })
    })
    await books.tills.take(told.map(value => ({ ok: true, value })))
  }
}

test('a sensor that sees more than the till day after day raises one alert, over a day of rest too', async () => {
  const { clock, books, alerting } = alertingAt(monday)
  await daysOfBoth(books, [12, 12, 12, 12, 12, 12])
  for (const hours of [1, 2, 36]) {
    clock.at = monday + 5 * day + hours * hour
    alerting.check()
    expect(books.alerts.open().filter(({ kind }) => kind === apart)).toMatchObject([
      {
        touchpoint: 'desk',
        device: null,
        evidence: 'The sensor counted 84 customers and the till 72, on nearly every day.',
        figures: { presence: 84, till: 72, days: 6 },
      },
    ])
  }
  expect(books.alerts.newest(9, true).filter(({ kind }) => kind === apart)).toHaveLength(1)
})

test('a sensor and a till that agree in the long run are not apart', async () => {
  const { clock, books, alerting } = alertingAt(monday)
  await daysOfBoth(books, [13, 15, 14, 15, 13, 14])
  clock.at = monday + 5 * day + hour
  alerting.check()
  expect(books.alerts.open().filter(({ kind }) => kind === apart)).toEqual([])
})

const apart = 'sensor-and-till-apart'

const sick = {
  kind: 'battery-low',
  site: 'hall',
  touchpoint: 'desk',
  device: 'desk',
  evidence: 'The battery of desk is at 10 %.',
  figures: { battery: 0.1 },
} as const

test('an alert is acknowledged, commented and closed with a name and a time, once', async () => {
  const first = someBooks()
  const id = first.alerts.raise(sick, monday)
  first.close()
  const gateway = await aGateway({ data: first.data, now: () => monday + hour })
  const reader = await aClient(gateway.mqtt, 'reader')
  const heard: string[] = []
  reader.on('message', (_topic, payload) => heard.push(payload.toString()))
  await reader.subscribeAsync(topics.alert('hall', id))
  await vi.waitFor(() => expect(heard).toHaveLength(1), patience)

  const post = async (path: string, body: object) => {
    const address = `${gateway.http}/api/alerts/${path}`
    return fetch(address, { method: 'POST', body: JSON.stringify(body) })
  }
  await post(`${id}/acknowledge`, {})
  await post(`${id}/acknowledge`, {})
  await post(`${id}/comment`, { comment: 'A new one is ordered.' })
  expect(await gateway.get('/api/alerts')).toMatchObject({
    alerts: [{ id, state: 'acknowledged', evidence: sick.evidence }],
  })
  const closed = await post(`${id}/close`, { comment: 'Changed.' })
  expect(await closed.json()).toMatchObject({
    state: 'closed',
    steps: [
      { what: 'raised', by: 'gateway', at: monday },
      { what: 'acknowledged', at: monday + hour },
      { what: 'commented', comment: 'A new one is ordered.' },
      { what: 'closed', comment: 'Changed.' },
    ],
  })
  expect(await gateway.get('/api/alerts')).toEqual({ alerts: [] })
  expect((await post(`${id}/close`, {})).status).toBe(409)
  expect((await post('99/close', {})).status).toBe(404)
  await vi.waitFor(() => expect(heard.at(-1)).toBe(''), patience)
  expect(JSON.parse(heard.at(-2) ?? '')).toMatchObject({ steps: [{}, {}, {}] })
})

test('a webhook is told each step in order, signed, and again until it takes it', async () => {
  const taken: { body: string; signature: unknown }[] = []
  let refusals = 1
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const isRefused = refusals > 0
    refusals -= 1
    const signature = request.headers['x-loyalty-signature']
    if (!isRefused) taken.push({ body: Buffer.concat(chunks).toString(), signature })
    response.writeHead(isRefused ? 503 : 204).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const settings = { url: `http://127.0.0.1:${port}/`, secret: 'not-so-secret-after-all' }

  const { books, alerting } = alertingAt(monday)
  const said: string[] = []
  books.alerts.raise(sick, monday)
  const hook = startWebhook(books.alerts, settings, text => said.push(text))
  alerting.onChange(hook.send)
  const id = books.alerts.raise(sick, monday + 1)
  alerting.take(id, { what: 'closed', at: monday + 2, by: 'Ann', comment: '' })
  await vi.waitFor(() => expect(taken).toHaveLength(2), patience)
  expect(taken.map(({ body }) => JSON.parse(body))).toMatchObject([
    { step: 2, what: 'raised', alert: { id } },
    { step: 3, what: 'closed', alert: { id } },
  ])
  for (const { body, signature } of taken) {
    const expected = createHmac('sha256', settings.secret).update(body).digest('hex')
    expect(signature).toBe(`sha256=${expected}`)
  }
  expect(said).toEqual([expect.stringContaining('found 503')])
  // Who ends before it is noted tells the last step again.
  await vi.waitFor(() => expect(books.alerts.note('webhook')).toBe('3'), patience)
  hook.close()

  // What was taken is not told again, what happened meanwhile is.
  books.alerts.raise(sick, monday + 3)
  const again = startWebhook(books.alerts, settings, () => {})
  onTestFinished(again.close)
  await vi.waitFor(() => expect(taken).toHaveLength(3), patience)
  expect(JSON.parse(taken[2]?.body ?? '')).toMatchObject({ step: 4 })
})
