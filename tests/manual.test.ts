import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { monday } from './support/events.ts'
import { aGateway, someBooks } from './support/gateway.ts'
import { aHall } from './support/sales.ts'

const hour = 3_600_000

interface Entered {
  error?: string
  customers: number | null
  by: string
  at: number
  before: { customers: number | null; by: string; at: number }[]
}

async function aShop(touchpoint: object = {}) {
  let now = monday + 10 * hour
  const gateway = await aGateway({ sites: [aHall(touchpoint)], now: () => now })
  const put = async (body: object) => {
    const response = await fetch(`${gateway.http}/api/served/manual`, {
      method: 'PUT',
      body: JSON.stringify({ touchpoint: 'counter-1', ...body }),
    })
    return { status: response.status, answer: (await response.json()) as Entered }
  }
  const servedIn = async (query: string) => (await gateway.indices(query))[0]
  const later = (ms: number) => {
    now += ms
  }
  return { gateway, put, servedIn, later }
}

const shift = { from: '2026-03-02T08:00:00Z', to: '2026-03-02T14:00:00Z' }
const day = '?from=2026-03-02&to=2026-03-03'

test('a figure for a shift is what everybody sees who asks for all of it', async () => {
  const { put, servedIn } = await aShop()
  expect((await put({ ...shift, customers: 101 })).status).toBe(200)
  expect(await servedIn(day)).toMatchObject({
    served: 101,
    servedBy: { source: 'manual', presence: null, till: null, manual: 101 },
  })
  expect((await servedIn(`?from=${shift.from}&to=${shift.to}`))?.served).toBe(101)
  const morning = (await servedIn(`?from=${shift.from}&to=2026-03-02T11:00:00Z`))?.served ?? 0
  expect(Math.abs(morning - 50.5)).toBe(0.5)
})

test('a day is spread over its opening hours', async () => {
  const { put, servedIn } = await aShop()
  await put({ from: '2026-03-02', to: '2026-03-03', customers: 40 })
  expect((await servedIn(day))?.served).toBe(40)
  expect((await servedIn('?from=2026-03-02T08:00:00Z&to=2026-03-02T09:00:00Z'))?.served).toBe(4)
  expect((await servedIn('?from=2026-03-02T18:00:00Z&to=2026-03-03'))?.served).toBe(null)
})

test('who entered it, when, and what it was before are kept', async () => {
  const { gateway, put, servedIn, later } = await aShop()
  await put({ ...shift, customers: 101 })
  later(hour)
  const { answer } = await put({ ...shift, customers: 110 })
  await put({ ...shift, customers: 110 })
  const expected = {
    customers: 110,
    by: 'anyone',
    at: monday + 11 * hour,
    before: [{ customers: 101, by: 'anyone', at: monday + 10 * hour }],
  }
  expect(answer).toMatchObject(expected)
  expect((await servedIn(day))?.served).toBe(110)
  await put({ ...shift, customers: null })
  expect((await servedIn(day))?.served).toBe(null)
  const { figures } = await gateway.get<{ figures: Entered[] }>(`/api/served/manual${day}`)
  expect(figures).toMatchObject([{ customers: null, before: [{}, { customers: 110 }] }])
})

test('a table names every figure that was entered, also those that hold no more', async () => {
  const { gateway, put, later } = await aShop()
  await put({ ...shift, customers: 101 })
  later(hour)
  await put({ ...shift, customers: 110 })
  const text = await (await fetch(`${gateway.http}/api/export/manual${day}`)).text()
  const span = { from_utc: '2026-03-02T08:00:00.000Z', to_local: '2026-03-02T14:00:00+00:00' }
  expect(parse(text, { columns: true })).toMatchObject([
    { ...span, customers: '101', entered_at_utc: '2026-03-02T18:00:00.000Z', holds: '0' },
    { ...span, customers: '110', entered_at_utc: '2026-03-02T19:00:00.000Z', holds: '1' },
  ])
})

test.each([
  [
    'overlapping spans',
    { ...shift, to: '2026-03-02T15:00:00Z' },
    409,
    /nothing to do with 2026-03-02T08:00.*anyone entered 101/,
    { code: 'span-taken', about: { name: 'anyone', customers: 101 } },
  ],
  [
    'half a quarter-hour',
    { ...shift, from: '2026-03-02T08:05:00Z' },
    400,
    /^from: expected a whole quarter-hour/,
  ],
  [
    'tomorrow',
    { from: '2026-03-03', to: '2026-03-04' },
    400,
    /past or of today/,
    { code: 'not-over-yet' },
  ],
  ['two days', { from: '2026-02-27', to: '2026-03-01' }, 400, /at most a day/],
  ['an end before the start', { from: shift.to, to: shift.from }, 400, /after from/],
  ['no time', { ...shift, from: 'noon' }, 400, /^from: expected epoch ms/],
  ['less than nobody', { ...shift, customers: -1 }, 400, /customers/],
  [
    'another place',
    { ...shift, touchpoint: 'nowhere' },
    400,
    /expected one that exists, found nowhere/,
    { code: 'gone' },
  ],
])('%s are refused in words', async (_name, body, status, error, reason?) => {
  const { put } = await aShop()
  await put({ ...shift, customers: 101 })
  const refused = await put({ customers: 7, ...body })
  const answer = { error: expect.stringMatching(error), ...reason }
  expect(refused).toEqual({ status, answer })
})

test('there must be a figure to take one back', async () => {
  const { put } = await aShop()
  expect((await put({ ...shift, customers: null })).status).toBe(404)
})

test('what was entered is the same when it is derived anew', async () => {
  const books = someBooks({ sites: [aHall()] })
  const place = { site: 'hall', touchpoint: 'counter-1', by: 'anna', at: monday + 10 * hour }
  const read = () => books.servedQuarters.between('hall/counter-1', 0, Number.MAX_SAFE_INTEGER)
  books.manual.enter({ ...place, from: monday, to: monday + hour, customers: 9 })
  books.manual.enter({ ...place, from: monday + hour, to: monday + 2 * hour, customers: 5 })
  books.manual.enter({ ...place, from: monday, to: monday + hour, customers: null })
  books.manual.enter({ ...place, from: monday, to: monday + hour / 2, customers: 3 })
  const live = read()
  expect(live.map(({ manual }) => manual)).toEqual([2, 1, 1, 2, 1, 1])
  await books.rebuild()
  expect(read()).toEqual(live)
})
