import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openAccess } from '../gateway/access/access.ts'
import { openDoor } from '../gateway/access/door.ts'
import { startAlerting } from '../gateway/alerts/alerting.ts'
import type { Live } from '../gateway/live.ts'
import { messageOf } from '../gateway/message.ts'
import { usualPatience } from '../gateway/patience.ts'
import { noRemotes } from '../gateway/remotes.ts'
import { openToday } from '../gateway/today.ts'
import { startWeb } from '../gateway/web.ts'
import type { EventLine } from '../shared/logs.ts'
import { simulateHistory } from '../simulator/history.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway, someBooks } from './support/gateway.ts'
import { until } from './support/until.ts'

const hour = 3_600_000

type Gateway = Awaited<ReturnType<typeof aGateway>>

const receive = (gateway: Gateway, told: EventLine[]) =>
  Promise.all(told.map(one => gateway.receive(messageOf(one))))

const day = '?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z'

test('the hours of a day add up to the day, in the table too', async () => {
  const gateway = await aGateway({ sites: [{ id: 'hall', timeZone: 'UTC' }] })
  const counter = { site: 'hall', device: 'bakery', profile: 'bakery' as const, seed: 5 }
  await receive(gateway, [...simulateHistory(counter, { from: monday, to: monday + 4 * hour })])
  const [whole] = await gateway.indices(day)
  const hours = await gateway.indices(`${day}&by=hour`)
  expect(hours).toHaveLength(24)
  expect(hours.reduce((sum, { served }) => sum + (served ?? 0), 0)).toBe(whole?.served)
  expect(hours[0]).toMatchObject({ served: null, supportIndex: null })

  const text = await (await fetch(`${gateway.http}/api/export/tallies${day}`)).text()
  const [header = '', ...rows] = text.trim().split('\n')
  const column = header.split(',').indexOf('served')
  const served = rows.map(row => Number(row.split(',')[column]))
  expect(served.reduce((a, b) => a + b, 0)).toBe(whole?.served)
  expect(rows[0]).toMatch(
    /^hall,bakery,2026-03-02T08:00:00.000Z,.*,2026-03-02T08:00:00\+00:00,.*,UTC,/,
  )
})

test('coverage is the share of opening time in which a device was alive', async () => {
  const opening = { mon: '08:00-10:00' }
  const touchpoint = { id: 'desk', devices: ['desk'], opening }
  const sites = [{ id: 'hall', timeZone: 'UTC', touchpoints: [touchpoint] }]
  const gateway = await aGateway({ sites, now: () => monday + 12 * hour })
  const event = aBoot()
  const beats = Array.from({ length: 121 }, (_, n) => event(n * 60_000, { kind: 'heartbeat' }))
  const hourDark = beats.filter(({ up }) => up <= hour || up > 1.5 * hour)
  await receive(
    gateway,
    hourDark.map(told => toldBy('desk', told)),
  )
  const { coverage } = await gateway.get<{ coverage: object[] }>(`/api/coverage${day}`)
  expect(coverage).toMatchObject([{ device: 'desk', openMs: 2 * hour, aliveMs: 89 * 60_000 }])
})

test('a table over all of time is told at once, and holds up nobody', async () => {
  const gateway = await aGateway()
  await receive(gateway, [toldBy('desk', aBoot()(0, { kind: 'pressed', button: 9 }))])
  const start = performance.now()
  const from = '?from=1970-01-01&to=2100-01-01'
  const text = await (await fetch(`${gateway.http}/api/export/tallies${from}`)).text()
  expect(text.trim().split('\n')).toHaveLength(2)
  expect((await fetch(`${gateway.http}/api/coverage${from}`)).status).toBe(400)
  expect((await fetch(`${gateway.http}/api/indices${from}&by=hour`)).status).toBe(400)
  expect(performance.now() - start).toBeLessThan(5000)
})

/** A web that tells what it is given, to as many readers as there are. */
async function aStream() {
  const readers = new Set<Parameters<Live['onChange']>[0]>()
  const live: Live = {
    all: () => [],
    heard() {},
    served() {},
    changed() {},
    refresh() {},
    onKeep() {},
    keptIsRead() {},
    catchUp() {},
    onChange(listen) {
      readers.add(listen)
      return () => readers.delete(listen)
    },
    onGone: () => () => {},
    close() {},
  }
  const books = someBooks({ sites: [{ id: 'hall', touchpoints: [{ id: 'desk' }] }] })
  const now = () => monday
  const access = openAccess(books.data, books.access, now)
  onTestFinished(access.close)
  const alerting = startAlerting(books, 1, now)
  onTestFinished(alerting.close)
  const http = { host: '127.0.0.1', port: 0, anonymous: true }
  const web = await startWeb(
    { data: books.data, http, https: null, identities: null, patience: usualPatience },
    { books, live, access, alerting, pairable: null, remotes: noRemotes, now },
    openDoor(access, true, now),
    () => {},
  )
  onTestFinished(web.close)
  const told = books.standing.touchpoints().map(openToday(books.standing, now))
  return { readers, told, address: `http://127.0.0.1:${web.http}/api/live` }
}

test('a live stream is given up with its reader, and not begun where only the head is asked', async () => {
  const { readers, address } = await aStream()
  expect((await fetch(address, { method: 'HEAD' })).status).toBe(200)
  expect(readers.size).toBe(0)

  const stop = new AbortController()
  await fetch(address, { signal: stop.signal })
  expect(readers.size).toBe(1)
  stop.abort()
  await vi.waitFor(() => expect(readers.size).toBe(0))
})

test('a live stream is given up with a reader who takes nothing of it', async () => {
  const { readers, told, address } = await aStream()
  const { port } = new URL(address)
  const deaf = connect(Number(port), '127.0.0.1').pause()
  onTestFinished(() => void deaf.destroy())
  deaf.write('GET /api/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await vi.waitFor(() => expect(readers.size).toBe(1))
  const name = 'x'.repeat(10_000)
  let events = 0
  await until('the reader is given up', () => {
    for (let n = 0; n < 50; n += 1) {
      for (const listen of readers) for (const numbers of told) listen({ ...numbers, name })
    }
    events += 50
    return readers.size === 0
  })
  expect(events).toBeGreaterThan(1000)
  expect(events).toBeLessThan(5000)
})
