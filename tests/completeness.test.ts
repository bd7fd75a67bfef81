import { expect, test } from 'vitest'
import { aConnection } from '../gateway/counting/told.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aClient, aGateway, someBooks } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'

const hour = 3_600_000
const minute = 60_000
const day = '?from=2026-03-02&to=2026-03-03'
const sites = [{ id: 'hall', timeZone: 'UTC', touchpoints: [{ id: 'desk', devices: ['desk'] }] }]

type Told = ReturnType<ReturnType<typeof aBoot>>

async function aTeller(given: Parameters<typeof aGateway>[0] = { sites }) {
  const gateway = await aGateway(given)
  const receive = async (events: Told[]) => {
    for (const event of events) {
      const payload = Buffer.from(JSON.stringify(event))
      const from = { site: 'hall', device: 'desk' }
      const { receivedAt } = toldBy('desk', event)
      await gateway.receive({ topic: 'loyalty/1/hall/desk/event', from, payload, receivedAt })
    }
  }
  return { gateway, receive }
}

interface Losses {
  days: {
    received: number
    of: number
    lostPresses: number
    lostVisits: number
    losses: object[]
  }[]
}

test('what the device counted and we did not is lost, until it arrives after all', async () => {
  const { gateway, receive } = await aTeller()
  const event = aBoot()
  const all = [
    event(0, { kind: 'started' }),
    event(10_000, { kind: 'arrived', visit: 1 }),
    event(20_000, { kind: 'pressed', button: 5 }),
    event(30_000, { kind: 'left', visit: 1, stayMs: 20_000 }),
    event(40_000, { kind: 'pressed', button: 2 }),
    event(minute, { kind: 'heartbeat', pressed: [0, 1, 0, 0, 1], visits: 1 }),
    event(2 * minute, { kind: 'heartbeat', pressed: [0, 1, 0, 0, 1], visits: 1 }),
  ]
  const lost = all.slice(1, 4)
  await receive(all.filter(one => !lost.includes(one)))
  const losses = () => gateway.get<Losses>(`/api/losses${day}`)
  expect((await losses()).days).toMatchObject([
    {
      ...{ received: 4, of: 7, lostPresses: 1, lostVisits: 1 },
      losses: [{ boot: 'b00t', first: 2, last: 4, before: monday + 40_000 }],
    },
  ])
  const table = await (await fetch(`${gateway.http}/api/export/losses${day}`)).text()
  const [, ofDay, loss] = table.trim().split('\n')
  expect(ofDay).toMatch(/^hall,desk,desk,2026-03-02T08:00.*,UTC,4,7,1,1,,,,$/)
  expect(loss).toMatch(/,b00t,2,4,2026-03-02T08:00:40.000Z$/)

  await receive(lost.toReversed())
  const anHour = '?from=2026-03-02T09:00:00Z&to=2026-03-02T10:00:00Z'
  expect(await gateway.get(`/api/losses${anHour}`), 'days are whole').toEqual(await losses())
  expect((await losses()).days).toMatchObject([
    { received: 7, of: 7, lostPresses: 0, lostVisits: 0, losses: [] },
  ])
})

test('a press that was told after the heartbeat that passed it is not lost', async () => {
  const { gateway, receive } = await aTeller()
  const event = aBoot()
  const [beat, held] = [
    event(minute, { kind: 'heartbeat', pressed: [0, 0, 0, 0, 0] }),
    event(minute - 900, { kind: 'pressed', heldMs: 1800 }),
  ]
  await receive([beat, held, event(2 * minute, { kind: 'heartbeat', pressed: [0, 0, 0, 0, 1] })])
  const { days } = await gateway.get<Losses>(`/api/losses${day}`)
  expect(days).toMatchObject([{ received: 3, of: 3, lostPresses: 0 }])
})

interface Coverage {
  coverage: { openMs: number; aliveMs: number; watchedMs: number; coverage: number }[]
}

test('coverage knows the minutes of opening, the dark, the blind, and the restart', async () => {
  const opening = { mon: '08:05-10:05' }
  const touchpoint = { id: 'desk', devices: ['desk'], opening }
  const openSites = [{ id: 'hall', timeZone: 'UTC', touchpoints: [touchpoint] }]
  const { gateway, receive } = await aTeller({ sites: openSites, now: () => monday + 12 * hour })
  const [first, second] = [aBoot('first'), aBoot('second')]
  const beats = (event: typeof first, from: number, to: number, rangefinder: 'ok' | 'blind') =>
    Array.from({ length: to - from + 1 }, (_, n) =>
      event((from + n) * minute, { kind: 'heartbeat', rangefinder }),
    )
  await receive([
    ...beats(first, 0, 30, 'ok'),
    ...beats(first, 31, 40, 'blind'),
    // The plug was pulled for two minutes: shorter than a missed heartbeat, but another boot.
    ...beats(second, 42, 60, 'ok'),
    ...beats(second, 100, 130, 'ok'),
  ])
  const { coverage } = await gateway.get<Coverage>(`/api/coverage${day}`)
  const aliveMs = (35 + 18 + 25) * minute
  expect(coverage).toMatchObject([
    {
      openMs: 120 * minute,
      aliveMs,
      watchedMs: aliveMs - 9 * minute,
      coverage: aliveMs / (120 * minute),
    },
  ])
  const [numbers] = await gateway.indices(day)
  expect(numbers).toMatchObject({ coverage: aliveMs / (120 * minute), served: 0 })
  const hours = await gateway.indices(`?from=${monday}&to=${monday + 4 * hour}&by=hour`)
  expect(hours.map(({ coverage }) => coverage)).toEqual([53 / 55, 20 / 60, 1, null])
})

test('every press is an answer or set aside, on the day on which its customer came', async () => {
  const { gateway, receive } = await aTeller()
  const event = aBoot()
  const midnight = 16 * hour
  await receive([
    event(midnight - 20_000, { kind: 'arrived', visit: 1 }),
    event(midnight - 3000, { kind: 'pressed', button: 1 }),
    event(midnight + 2000, { kind: 'pressed', button: 4 }),
    event(midnight + 30_000, { kind: 'pressed', button: 4 }),
    event(midnight + 40_000, { kind: 'left', visit: 1, stayMs: 60_000 }),
    event(midnight + 90_000, { kind: 'pressed', button: 4 }),
  ])
  const days = await gateway.get<{ setAside: object[] }>(
    '/api/set-aside?from=2026-03-02&to=2026-03-03',
  )
  const next = await gateway.get<{ setAside: object[] }>(
    '/api/set-aside?from=2026-03-03&to=2026-03-04',
  )
  expect(days.setAside).toMatchObject([
    { pressed: 3, answers: 1, setAside: { corrected: 1, repeat: 1 } },
  ])
  expect(next.setAside).toMatchObject([{ pressed: 1, answers: 0, setAside: { unattended: 1 } }])
})

test('a device that only presses is alive while it is connected, until shortly before that ends', async () => {
  let now = monday
  const { gateway, receive } = await aTeller({ sites, now: () => now })
  const client = await aClient(gateway.mqtt, 'desk')
  const status = async (online: boolean) => {
    const told = JSON.stringify({ online, boot: 'b00t' })
    await client.publishAsync('loyalty/1/hall/desk/status', told, { qos: 1, retain: true })
  }
  const event = aBoot()
  await status(true)
  await receive([event(2 * hour, { kind: 'pressed' })])
  now = monday + 5 * hour
  await status(false)
  now = monday + 6 * hour
  await receive([event(6 * hour, { kind: 'pressed' })])
  const { coverage } = await gateway.get<Coverage>(`/api/coverage${day}`)
  expect(coverage).toMatchObject([{ aliveMs: 5 * hour - 150_000, watchedMs: 0 }])
})

test('connections that were open when the gateway was killed count until it was last heard of', async () => {
  const data = scratchFolder()
  const books = someBooks({ data })
  const from = { site: 'hall', device: 'desk' }
  books.ingest.connection(from, aConnection('b00t', true, monday))
  const event = aBoot()
  await books.receive([toldBy('desk', event(hour, { kind: 'pressed' }))])
  books.close()
  const again = someBooks({ data })
  await again.receive([toldBy('desk', event(9 * hour, { kind: 'pressed' }))])
  const [point] = again.report.touchpoints('desk')
  const span = { from: monday - hour, to: monday + 10 * hour }
  expect(point && again.report.tally(point, span).alive).toBe(hour + 1)
  expect(again.verified()).toMatchObject({ events: 2, faults: [] })
})
