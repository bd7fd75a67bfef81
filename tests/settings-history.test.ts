import { expect, test } from 'vitest'
import { messageOf } from '../gateway/message.ts'
import { desk, hallWith, presses, rowsOf } from './support/changed-hall.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway, someBooks } from './support/gateway.ts'
import { aSale } from './support/sales.ts'
import { scratchFolder } from './support/scratch.ts'

const minute = 60_000
const quarter = 15 * minute
const hour = 60 * minute
const whole = { from: monday - hour, to: monday + 4 * hour }

const asking = (question: object) => hallWith({ ...desk, question })

test('another question is another series from its quarter-hour on, and no number mixes the two', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5], [20, 5], [40, 5]))
  await books.enter(asking({ metric: 'csat' }))
  await books.enter(asking({ metric: 'nps' }), monday + 17 * minute)
  await books.enter(asking({ metric: 'nps', ratings: [5, 4, 3, 2, 1] }), monday + 30 * minute)
  expect(rowsOf(books, 'desk')).toMatchObject([
    {
      to: monday + quarter,
      series: 1,
      settings: 1,
      question: { metric: 'csat' },
      answers: { 5: 1 },
    },
    { to: monday + 2 * quarter, series: 2, question: { metric: 'nps' }, answers: { 5: 1 } },
    {
      to: whole.to,
      series: 3,
      settings: 3,
      scale: [1, 2, 3, 4, 5],
      answers: { 1: 1 },
    },
  ])
  expect(books.verified().faults).toEqual([])
})

test('what is said anew of the same question goes on with its series', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5], [20, 5]))
  await books.enter(asking({ text: 'How?' }))
  const renamed = { ...desk, name: 'Desk', question: { text: 'How?' }, threshold: 0.4 }
  await books.enter(hallWith(renamed), monday + quarter)
  expect(rowsOf(books, 'desk')).toMatchObject([{ series: 1, settings: 2, answers: { 5: 2 } }])
})

test('a later version that holds from before takes the place of what was wrong', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5], [20, 5], [40, 5]))
  await books.enter(asking({ text: 'How was it?' }))
  await books.enter(asking({ text: 'How wsa it?' }), monday + quarter)
  await books.enter(asking({ text: 'How was it?' }), monday + quarter)
  expect(rowsOf(books, 'desk')).toMatchObject([{ series: 1, answers: { 5: 3 } }])
})

test('who came while one question was asked answers that one, even a moment later', async () => {
  const books = someBooks()
  await books.enter(asking({ ratings: [1, 2, 3, 4, 5] }))
  await books.enter(asking({ ratings: [5, 4, 3, 2, 1] }), monday + quarter)
  const event = aBoot()
  await books.receive([
    toldBy('remote', event(0, { kind: 'started' })),
    toldBy('remote', event(14 * minute, { kind: 'arrived', visit: 1 })),
    toldBy('remote', event(16 * minute, { kind: 'pressed', button: 5 })),
    toldBy('remote', event(17 * minute, { kind: 'left', visit: 1, stayMs: 3 * minute })),
  ])
  expect(rowsOf(books, 'desk')).toMatchObject([{ answers: { 5: 1 } }, { answers: {} }])
})

test('a remote that is mounted elsewhere leaves old numbers where they were', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5], [20, 4], [40, 3]))
  const till = { ...desk, id: 'till' }
  await books.enter(hallWith(desk, { ...till, devices: [] }))
  await books.enter(hallWith({ ...desk, devices: [] }, till), monday + 2 * quarter)
  expect(rowsOf(books, 'desk')).toMatchObject([{ answers: { 4: 1, 5: 1 } }])
  expect(rowsOf(books, 'till')).toMatchObject([{ answers: { 3: 1 } }])
  const [point] = books.report.touchpoints('till')
  expect(point && books.report.everything(point)?.from).toBe(monday + 2 * quarter)
})

test('a touchpoint that is no more keeps its numbers, and is asked for by its name', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5], [20, 4]))
  await books.enter(hallWith(desk))
  await books.enter(hallWith({ ...desk, id: 'till' }), monday + quarter)
  expect(books.report.touchpoints().map(({ touchpoint }) => touchpoint.id)).toEqual(['till'])
  expect(rowsOf(books, 'desk')).toMatchObject([{ to: monday + quarter, answers: { 5: 1 } }])
})

test('a touchpoint that was removed lasts on while its remote still tells, and no longer', async () => {
  const clock = { at: monday }
  const books = someBooks({ now: () => clock.at })
  const ids = () => books.report.touchpoints().map(({ touchpoint }) => touchpoint.id)
  await books.enter(hallWith({ ...desk, devices: ['desk'] }))
  const event = aBoot()
  await books.receive([toldBy('desk', event(0, { kind: 'pressed', button: 5 }))])
  clock.at += quarter
  await books.enter(hallWith())
  await books.receive([toldBy('desk', event(quarter, { kind: 'heartbeat' }))])
  expect(ids()).toEqual(['desk'])
  clock.at += hour
  expect(ids()).toEqual([])
  const [removed] = books.report.everyTouchpoint('desk')
  expect(removed?.touchpoint.question.text).toBe('How was it?')
  expect(removed && books.report.until(removed)).toBe(monday + quarter)
  expect(rowsOf(books, 'desk')[0]).toMatchObject({ to: monday + quarter, answers: { 5: 1 } })
})

test('a touchpoint that there never was, by settings of the past, is not there now', async () => {
  const books = someBooks()
  await books.receive(presses('b', [5, 5]))
  expect(books.report.current('hall/remote')).not.toBe(null)
  await books.enter(hallWith(desk))
  expect(books.report.current('hall/remote')).toBe(null)
})

test('settings in the file are entered when they differ, hold from then on, and are changed there only', async () => {
  const data = scratchFolder()
  let now = monday + 20 * minute
  const open = (sites: object[]) => {
    const books = someBooks({ data, sites, now: () => now })
    books.close()
    return books.settings.versions()
  }
  expect(open(hallWith(desk))).toMatchObject([{ version: 1, since: 0, enteredBy: 'gateway.json' }])
  now += hour
  expect(open(hallWith(desk))).toHaveLength(1)
  const [, second] = open(asking({ text: 'And now?' }))
  expect(second).toMatchObject({ since: monday + 5 * quarter, enteredAt: now })
  const gateway = await aGateway({ data, sites: asking({ text: 'And now?' }) })
  expect(await gateway.get('/api/settings')).toMatchObject({ inFile: true, counted: true })
  expect(await put(gateway.http, { sites: [], basedOn: 2 })).toEqual({
    status: 409,
    body: { error: 'the sites stand in gateway.json: change them there', code: 'in-file' },
  })
})

test('over HTTP settings are entered once, with every problem named, and by nobody unawares', async () => {
  const gateway = await aGateway({ sites: null, now: () => monday + 20 * minute })
  expect(await gateway.get('/api/settings')).toEqual({ inFile: false, counted: true, versions: [] })
  const first = await put(gateway.http, { sites: hallWith(desk), basedOn: 0 })
  expect(first).toMatchObject({ status: 200, body: { version: 1, since: 0 } })
  const since = new Date(monday + 20 * minute).toISOString()
  const second = await put(gateway.http, { sites: asking({}), basedOn: 1, since })
  expect(second).toMatchObject({ status: 200, body: { version: 2, since: monday + quarter } })
  expect((await put(gateway.http, { sites: asking({}), basedOn: 2 })).body).toEqual(second.body)
  expect(await put(gateway.http, { sites: hallWith(desk), basedOn: 1 })).toMatchObject({
    status: 409,
    body: {
      error: expect.stringContaining('basedOn: expected 2, the newest version; found 1'),
      code: 'somebody-was-faster',
    },
  })
  const wrong = hallWith({ ...desk, threshold: 7 }, { ...desk, opening: { monday: '08:00-09:00' } })
  const { status, body } = await put(gateway.http, { sites: wrong, basedOn: 2, since: 'yesterday' })
  expect(status).toBe(400)
  for (const problem of [
    'threshold',
    'must be a day like sat',
    'touchpoint desk is named twice',
    'since',
  ])
    expect(body.error).toContain(problem)
  expect((await gateway.get<{ versions: object[] }>('/api/settings')).versions).toHaveLength(2)
})

test.each([
  [{ touchpoints: [{ ...desk, opening: { mon: '08:00-08:00' } }] }, 'closes-when-opens'],
  [{ touchpoints: [{ ...desk, question: { ratings: [1, 2, 2] } }] }, 'ratings-twice'],
  [{ devices: [{ id: 'remote', zone: { nearMm: 900, farMm: 300 } }] }, 'zone-order'],
  [{ touchpoints: [{ ...desk, opening: { mon: '8 to 9' } }] }, undefined],
  [{ touchpoints: [{ ...desk, threshold: 7, opening: { mon: '08:00-08:00' } }] }, undefined],
])('what a form can get wrong is refused with a code where that says all of it: %j', async (site, code) => {
  const gateway = await aGateway({ sites: null })
  const { status, body } = await put(gateway.http, { sites: [{ id: 'hall', ...site }], basedOn: 0 })
  expect(status).toBe(400)
  expect(body.code).toBe(code)
})

test('the live numbers are those of the running series, and a table says which is which', async () => {
  const gateway = await aGateway({ sites: null, now: () => monday + 40 * minute })
  const sites = asking({ metric: 'nps' })
  await put(gateway.http, { sites: hallWith(desk), basedOn: 0 })
  await put(gateway.http, { sites, basedOn: 1, since: new Date(monday + quarter).toISOString() })
  const later = new Date(monday + hour).toISOString()
  await put(gateway.http, { sites: asking({ metric: 'ces' }), basedOn: 2, since: later })
  const told = presses('b', [5, 5], [20, 4])
  await Promise.all(told.map(line => gateway.receive(messageOf(line))))
  const live = await firstLive(gateway.http)
  expect(live).toMatchObject([
    { metric: 'nps', series: 2, from: monday + quarter, to: monday + hour, answers: { 4: 1 } },
  ])
  const csv = await (await fetch(`${gateway.http}/api/export/tallies?by=day`)).text()
  const [header = '', ...rows] = csv.trim().split('\n')
  const columns = header.split(',')
  const cells = rows.map(row =>
    Object.fromEntries(row.split(',').map((cell, n) => [columns[n], cell])),
  )
  expect(cells).toMatchObject([
    { series: '1', settings: '1', metric: 'csat', scale: '1 2 3 4 5', answers_5: '1' },
    { series: '2', settings: '2', metric: 'nps', answers_4: '1', answers_5: '0' },
    { series: '3', settings: '3', metric: 'ces' },
  ])
})

async function put(http: string, body: object) {
  const response = await fetch(`${http}/api/settings/sites`, {
    method: 'PUT',
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    body: (await response.json()) as { error?: string; code?: string },
  }
}

/** What a live stream begins with. */
async function firstLive(http: string): Promise<unknown> {
  const stop = new AbortController()
  const { body } = await fetch(`${http}/api/live`, { signal: stop.signal })
  const { value = '' } = (await body?.pipeThrough(new TextDecoderStream()).getReader().read()) ?? {}
  stop.abort()
  return JSON.parse(/^data: (.*)$/m.exec(value)?.[1] ?? 'null')
}

test('who is believed is said by the settings of each time', async () => {
  const books = someBooks()
  const believing = (served: string) => hallWith({ ...desk, served })
  await books.enter(believing('manual'))
  await books.enter(believing('till'), monday + 2 * quarter)
  await books.enter(believing('manual'), monday + 3 * quarter)
  const place = { site: 'hall', touchpoint: 'desk', by: 'anna', at: monday }
  books.manual.enter({ ...place, from: monday, to: monday + 4 * quarter, customers: 40 })
  const [point] = books.report.touchpoints('desk')
  if (!point) throw new Error('expected the desk')
  const sale = aSale('1', 2 * quarter, { touchpoint: 'desk' })
  await books.tills.take([{ ok: true, value: sale }])
  const span = { from: monday, to: monday + 4 * quarter }
  expect(books.report.numbers(point, span)).toMatchObject({ served: 31 })
})

test('a remote that takes the place of another goes on with its numbers', async () => {
  const books = someBooks()
  await books.enter(hallWith({ ...desk, devices: ['old', 'new'] }))
  const [old, fresh] = [aBoot('old'), aBoot('new')]
  await books.receive([
    toldBy('old', old(0, { kind: 'started', rangefinder: null, buttons: 4 })),
    toldBy('old', old(minute, { kind: 'pressed', button: 4 })),
    toldBy('new', fresh(24 * hour, { kind: 'started', rangefinder: null, buttons: 3 })),
    toldBy('new', fresh(24 * hour + minute, { kind: 'pressed', button: 3 })),
  ])
  const [point] = books.report.touchpoints('desk')
  if (!point) throw new Error('expected the desk')
  const week = { from: monday - 72 * hour, to: monday + 96 * hour }
  const days = [...books.report.series(point, week, 'day')]
  expect(days).toMatchObject([
    { answers: { 4: 1 }, scale: [1, 2, 3, 4] },
    { answers: { 3: 1 }, scale: [1, 2, 3, 4] },
  ])
})
