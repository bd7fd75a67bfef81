import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quarterMs } from '../gateway/counting/quarter.ts'
import { messageOf } from '../gateway/message.ts'
import type { EventLine } from '../shared/logs.ts'
import type { LiveNumbers, Numbers } from '../shared/numbers.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

const minute = 60_000
const hour = 60 * minute
const site = { id: 'hall', timeZone: 'UTC', privacy: { minimum: 5 } }
const midnight = monday - 8 * hour
const dayAfter = midnight + 25 * hour

/** Customers who come at these times, each answering; times in minutes after eight. */
function customersAt(times: number[], device = 'desk'): EventLine[] {
  const event = aBoot(`boot-${device}`)
  const noSensor = event(0, { kind: 'started', rangefinder: null })
  const presses = times.map(time => event(time * minute, { kind: 'pressed', button: 5 }))
  return [noSensor, ...presses].map(told => toldBy(device, told))
}

async function aDay(times: number[], now = monday + 10 * hour) {
  const gateway = await aGateway({ sites: [site], now: () => now })
  const received = customersAt(times.toSorted((one, other) => one - other))
  await Promise.all(received.map(told => gateway.receive(messageOf(told))))
  return gateway
}

const total = ({ answers }: Numbers) =>
  answers && Object.values(answers).reduce((sum, n) => sum + n, 0)

const from = `from=${midnight}`
const to = `to=${midnight + 24 * hour}`

/** Six customers from eight on, three from nine, six from ten. */
const anHourOfThree = [1, 3, 5, 7, 9, 11, 61, 63, 65, 121, 123, 125, 127, 129, 131]

test('an hour of few answers is hidden, and so is one that would give it away', async () => {
  const gateway = await aDay(anHourOfThree, dayAfter)
  const hours = await gateway.indices(`?${from}&${to}&by=hour`)
  expect(hours.slice(7, 12).map(total)).toEqual([0, 6, null, null, 0])
  const [hidden] = hours.slice(9)
  expect(hidden).toMatchObject({ hidden: true, shown: null, served: null, supportIndex: null })
  expect(hidden?.csat).toMatchObject({ relevant: false, reason: 'hidden' })
  const [day] = await gateway.indices(`?${from}&${to}`)
  expect(day).toMatchObject({ hidden: false, answers: { 5: 15 } })
  const table = await (await fetch(`${gateway.http}/api/export/tallies?${from}&${to}`)).text()
  expect(table.split('\n')[1]).toContain(',0,2026-03-02T08:00:00.000Z,')
  expect(table).toContain(',1,,,,')
})

test('of today the last answers are kept back until as many came after them', async () => {
  const today = await aDay(anHourOfThree)
  const shown = { from: midnight, to: monday + hour }
  expect((await today.indices(`?${from}&${to}`))[0]).toMatchObject({ answers: { 5: 6 }, shown })
  expect(await liveOf(today.http)).toMatchObject([{ answers: { 5: 15 } }])
})

test('a day is told a minute after it is over, when what was on its way is here', async () => {
  const late = [950, 952, 954, 956, 958]
  const dayOver = midnight + 24 * hour
  const before = await aDay(late, dayOver + minute - 1)
  const [nobodyYet] = await before.indices(`?${from}&${to}`)
  expect(nobodyYet?.shown).toEqual({ from: midnight, to: dayOver - 15 * minute })
  const after = await aDay(late, dayOver + minute)
  expect((await after.indices(`?${from}&${to}`))[0]).toMatchObject({ answers: { 5: 5 } })
})

/** A day of six customers; one more comes ten seconds before it is over. */
async function aDayNotOver(counting: object = {}) {
  let now = monday
  const touchpoints = [{ id: 'desk', devices: ['desk'], counting }]
  const gateway = await aGateway({ sites: [{ ...site, touchpoints }], now: () => now })
  const event = aBoot()
  /** Seconds from the end of the day. */
  async function tell(seconds: number, told: Parameters<typeof event>[1]) {
    const made = event(16 * hour + seconds * 1000, told)
    now = made.at
    await gateway.receive(messageOf(toldBy('desk', made)))
  }
  for (const visit of [1, 2, 3, 4, 5, 6]) {
    await tell(60 * visit - 800, { kind: 'arrived', visit })
    await tell(60 * visit - 790, { kind: 'pressed', button: 5 })
    await tell(60 * visit - 780, { kind: 'left', visit, stayMs: 20_000 })
  }
  await tell(-10, { kind: 'arrived', visit: 7 })
  return {
    tell,
    async answersAt(seconds: number) {
      now = monday + 16 * hour + seconds * 1000
      const [day] = await gateway.indices(`?${from}&${to}`)
      return day && total(day)
    },
  }
}

test('while somebody who came before may still answer, their time is not told', async () => {
  const { tell, answersAt } = await aDayNotOver()
  expect(await answersAt(200)).toBe(0)
  await tell(210, { kind: 'arrived', visit: 8 })
  await tell(212, { kind: 'pressed', button: 1 })
  expect(await answersAt(269)).toBe(0)
  expect(await answersAt(270)).toBe(6)
})

test('somebody may answer for as long as the touchpoint lets customers stay', async () => {
  const { answersAt } = await aDayNotOver({ longestVisitMs: 5 * hour })
  expect(await answersAt(5 * 3600 - 10)).toBe(0)
  expect(await answersAt(5 * 3600 - 9)).toBe(6)
})

test('no few answers come out of all that is told of a day while it goes by', async () => {
  const customers = fc.array(fc.integer({ min: 0, max: 9 * 60 }), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(customers, async drawn => {
      const times = drawn.toSorted((one, other) => one - other)
      let now = monday
      const gateway = await aGateway({ sites: [site], now: () => now })
      const told: Numbers[] = []
      for (const line of customersAt(times)) {
        now = line.receivedAt
        await gateway.receive(messageOf(line))
        told.push(...upTo(now, await wholeDay(gateway)))
      }
      now = dayAfter
      told.push(...(await wholeDay(gateway)))
      await gateway.close()
      expectNoFew(times, told)
    }),
    { numRuns: 6 },
  )
}, 60_000)

/** What is told of a time that is not over is told of it up to now. */
const upTo = (now: number, rows: Numbers[]) =>
  rows.map(row => {
    const known = total(row) === 0 ? now : Math.ceil(now / quarterMs) * quarterMs
    const { shown } = row
    const isPast = shown && shown.from < known
    return { ...row, shown: isPast ? { ...shown, to: Math.min(shown.to, known) } : null }
  })

/** The day as a whole and in hours, of which what is told grows. */
async function wholeDay(gateway: Awaited<ReturnType<typeof aGateway>>): Promise<Numbers[]> {
  const cuts = ['hour', 'none'].map(by => gateway.indices(`?${from}&${to}&by=${by}`))
  return (await Promise.all(cuts)).flat()
}

test('a day of few answers is hidden everywhere, until there are enough', async () => {
  const few = await aDay([1, 70, 130, 200])
  expect((await few.indices(`?${from}&${to}`))[0]).toMatchObject({ hidden: true, answers: null })
  const { setAside } = await few.get<{ setAside: object[] }>(`/api/set-aside?${from}&${to}`)
  expect(setAside).toMatchObject([{ hidden: true, pressed: null, answers: null }])
  expect(await liveOf(few.http)).toMatchObject([{ hidden: true, answers: null }])
  const { unranked } = await few.get<{ unranked: object[] }>(`/api/ranking?${from}&${to}`)
  expect(unranked).toMatchObject([{ touchpoint: 'desk', customers: null }])

  const enough = await aDay([1, 70, 130, 200, 260])
  expect(await liveOf(enough.http)).toMatchObject([{ hidden: false, answers: { 5: 5 } }])
})

/** What a reader of the live stream hears first. */
async function liveOf(http: string): Promise<LiveNumbers[]> {
  const stop = new AbortController()
  const response = await fetch(`${http}/api/live`, { signal: stop.signal })
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  stop.abort()
  const [, data = '[]'] = /^data: (.*)$/m.exec(new TextDecoder().decode(value)) ?? []
  return JSON.parse(data)
}

test('each day of which nothing is told tells its own customers all the same', async () => {
  const gateway = await aGateway({ sites: [site], now: () => dayAfter + 24 * hour })
  const event = aBoot()
  const visits = [0, 1, 24, 25, 26].flatMap((hours, index) => {
    const [came, visit] = [hours * hour, index + 1]
    const left = { kind: 'left', visit, stayMs: minute, nearestMm: 640 } as const
    return [event(came, { kind: 'arrived', visit }), event(came + minute, left)]
  })
  const presses = [30, 31].map(hours => event(hours * hour, { kind: 'pressed' }))
  const told = [...visits, ...presses].map(one => messageOf(toldBy('desk', one)))
  await Promise.all(told.map(gateway.receive))
  const days = await gateway.indices(`?${from}&to=${midnight + 48 * hour}&by=day`)
  expect(days).toMatchObject([
    { hidden: true, served: 2 },
    { hidden: true, served: 3 },
  ])
})

test('a setting of 0 hides nothing', async () => {
  const gateway = await aGateway({ sites: [{ ...site, privacy: { minimum: 0 } }] })
  await Promise.all(customersAt([1]).map(told => gateway.receive(messageOf(told))))
  const [day] = await gateway.indices(`?${from}&${to}`)
  expect(day).toMatchObject({ hidden: false, answers: { 5: 1 } })
})

test('no few answers of a day come out of all that is told of it', async () => {
  const customers = fc.array(fc.integer({ min: 0, max: 9 * 60 }), { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(customers, fc.integer({ min: 0, max: 12 }), async (drawn, hoursLater) => {
      const now = monday + hoursLater * hour
      const times = drawn.filter(time => monday + time * minute <= now)
      const gateway = await aDay(times, now)
      const told = await everythingTold(gateway)
      await gateway.close()
      expectNoFew(times, told)
    }),
    { numRuns: 6 },
  )
}, 60_000)

/** That no few answers can be had by adding and subtracting, and none by what one period grew by. */
function expectNoFew(times: number[], told: Numbers[]) {
  const isKnown = tied(told)
  const quarterOf = (time: number) => Math.floor((monday - midnight) / minute / 15 + time / 15)
  for (let begin = 0; begin < 96; begin += 1) {
    for (let end = begin + 1; end <= 96; end += 1) {
      const within = times.filter(time => quarterOf(time) >= begin && quarterOf(time) < end)
      if (within.length === 0 || within.length >= 5) continue
      expect(isKnown(begin, end), `${within.length} from ${begin} to ${end}`).toBe(false)
    }
  }
  const bySpan = Map.groupBy(told, ({ shown }) => JSON.stringify(shown))
  bySpan.delete('null')
  for (const [span, rows] of bySpan) {
    const totals = new Set(rows.map(total))
    expect(totals.size, `${[...totals]} of ${span}`).toBe(1)
  }
}

/** All rows of a day: whole, by every length, and from many a quarter-hour to many another. */
async function everythingTold(gateway: Awaited<ReturnType<typeof aGateway>>): Promise<Numbers[]> {
  const cuts = ['quarter', 'hour', 'day', 'none'].map(by =>
    gateway.indices(`?${from}&${to}&by=${by}`),
  )
  const spans = Array.from({ length: 40 }, (_, n) => [(n * 7) % 50, 50 + ((n * 11) % 46)] as const)
  const asked = spans.map(([begin, end]) =>
    gateway.indices(`?from=${midnight + begin * 15 * minute}&to=${midnight + end * 15 * minute}`),
  )
  return (await Promise.all([...cuts, ...asked])).flat()
}

/** Which quarter-hours can be added and subtracted to which; where nobody answered, all of them. */
function tied(rows: Numbers[]): (begin: number, end: number) => boolean {
  const tie = Array.from({ length: 97 }, (_, index) => index)
  const find = (index: number): number => {
    const next = tie[index] ?? index
    return next === index ? index : find(next)
  }
  for (const row of rows) {
    if (row.hidden || !row.shown) continue
    const begin = (row.shown.from - midnight) / 15 / minute
    const end = (row.shown.to - midnight) / 15 / minute
    tie[find(begin)] = find(end)
    if (total(row) !== 0) continue
    for (let index = begin; index < end; index += 1) tie[find(index)] = find(end)
  }
  return (begin, end) => find(begin) === find(end)
}
