import { expect, test } from 'vitest'
import { type BootSpan, lateBootsOf } from '../gateway/counting/late-boots.ts'
import { aConnection } from '../gateway/counting/told.ts'
import { whatIf } from '../gateway/what-if.ts'
import type { EventLine } from '../shared/logs.ts'
import { aBoot, monday } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const seconds = 1000
const minute = 60 * seconds
const hour = 60 * minute

type Tell = ReturnType<typeof aBoot>

/** Events of a boot that began at `start`, of a device that thinks it is 1970. */
function aClockless(boot: string, start: number) {
  const event: Tell = aBoot(boot)
  return (after: number, arrivesAt: number, told: Parameters<Tell>[1]): EventLine => ({
    site: 'hall',
    device: 'counter-1',
    receivedAt: start + arrivesAt,
    event: { ...event(after, told), at: after, synced: false },
  })
}

/** A boot without a sensor, heard once a minute, in which somebody presses at these moments. */
function heard(boot: string, start: number, minutes: number, pressesAt: number[]): EventLine[] {
  const tell = aClockless(boot, start)
  const beats = Array.from({ length: minutes }, (_, n) => [n * minute, blindBeat] as const)
  const presses = pressesAt.map(after => [after, { kind: 'pressed' }] as const)
  return [...beats, ...presses]
    .sort(([one], [other]) => one - other)
    .map(([after, told]) => tell(after, after + 80, told))
}

const blindBeat = { kind: 'heartbeat', rangefinder: 'absent' } as const

/** Answers by minutes after monday in which they were counted, to a quarter-hour. */
function answersOf(books: ReturnType<typeof someBooks>) {
  const [point] = books.report.touchpoints('counter-1')
  if (!point) throw new Error('expected a touchpoint')
  const span = { from: monday - 24 * hour, to: monday + 48 * hour }
  const counted = [...books.report.series(point, span, 'quarter')].filter(
    ({ answers }) => Object.keys(answers ?? {}).length > 0,
  )
  return { point, quarters: counted.map(({ from }) => (from - monday) / minute) }
}

test('a device that starts in 1970, twice, counts in the quarter-hours where it happened', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const noSensor = { kind: 'started', rangefinder: null } as const
  const first = aClockless('first', monday - minute)
  await books.receive([
    first(0, 100, noSensor),
    ...heard('second', monday, 40, [10 * minute, 20 * minute]),
    ...heard('third', monday + hour, 40, [5 * minute]),
  ])
  expect(answersOf(books).quarters).toEqual([0, 15, 60])
  expect(books.verified().faults).toEqual([])
})

test('an offline boot that a restart ended is known to lie between its neighbours, and makes no spike', async () => {
  const books = someBooks()
  await books.enter([{ id: 'hall' }])
  // Online until 09:00; offline until a restart at 12:00, which tells what happened meanwhile.
  const before = heard('online', monday, 60, [30 * minute])
  const offline = aClockless('offline', monday + 4 * hour)
  const late = [1, 2, 3, 4, 5].map(n => offline(n * 5 * minute, 20 * seconds, { kind: 'pressed' }))
  const after = heard('after', monday + 4 * hour, 30, [20 * minute])
  await books.receive([...before, ...late, ...after])
  const { point, quarters } = answersOf(books)
  expect(quarters).toEqual([30, 240 + 15])
  // A day that holds the whole doubt holds the presses; an hour does not.
  const day = { from: monday - 8 * hour, to: monday + 16 * hour }
  expect(books.report.numbers(point, day).answers).toEqual({ 5: 7 })
  const hours = [...books.report.series(point, day, 'hour')]
  expect(hours.flatMap(({ answers }) => Object.values(answers ?? {}))).toEqual([1, 1])
  const [untimed] = books.untimed.within(1, 0, Number.MAX_SAFE_INTEGER)
  expect(untimed?.from).toBeGreaterThanOrEqual(monday + 59 * minute)
  expect(untimed?.to).toBeLessThanOrEqual(monday + 4 * hour)
  expect(books.verified().faults).toEqual([])
  // Other thresholds count again what has no quarter-hour, and so does another scale.
  const { actual, supposed } = await whatIf(books.report, books, point, day, { holdOffMs: hour })
  expect([actual.answers, supposed.answers]).toEqual([{ 5: 7 }, { 5: 3 }])
  const question = { ratings: [5, 4, 3, 2, 1] }
  await books.enter([{ id: 'hall', touchpoints: [{ id: 'counter-1', question }] }], 0)
  expect(books.report.numbers(point, day).answers).toEqual({ 1: 7 })
  expect(books.verified().faults).toEqual([])
})

test('a clock that began in 2000, and thinks it was set, is not believed', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const told = heard('reset', monday, 30, [20 * minute])
  const resetAt = Date.UTC(2000, 0, 1)
  await books.receive(
    told.map(({ event, ...line }) => ({
      ...line,
      event: { ...event, at: resetAt + event.up, synced: true },
    })),
  )
  expect(answersOf(books).quarters).toEqual([15])
})

test('a short doubt is no doubt: events of a boot between two others are counted in their place', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const online = heard('online', monday, 60, [])
  const offline = aClockless('offline', monday + hour)
  const restarted = monday + hour + 6 * minute
  const late = [1, 2].map(n => offline(n * minute, 7 * minute, { kind: 'pressed' }))
  await books.receive([...online, ...late, ...heard('after', restarted, 30, [])])
  expect(answersOf(books).quarters).toEqual([60])
  expect(books.untimed.within(1, 0, Number.MAX_SAFE_INTEGER)).toEqual([])
})

test('a boot of which nothing is known but when it was told belongs to no quarter-hour', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const lost = aClockless('lost', monday)
  await books.receive([
    lost(5 * minute, 10 * seconds, { kind: 'pressed' }),
    ...heard('first-heard', monday, 30, [10 * minute]),
  ])
  const { point, quarters } = answersOf(books)
  expect(quarters).toEqual([0])
  const all = { from: 0, to: monday + 24 * hour }
  expect(books.report.numbers(point, all).answers).toEqual({ 5: 2 })
})

test('a clock that is set later tells when the boot began, however late its events arrive', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const event = aBoot('boot')
  const arrives = { site: 'hall', device: 'counter-1', receivedAt: monday + 9 * hour }
  const unsynced = { ...event(10 * minute, { kind: 'pressed' }), at: 10 * minute, synced: false }
  await books.receive([
    {
      ...arrives,
      event: { ...event(0, { kind: 'started', rangefinder: null }), synced: false, at: 0 },
    },
    { ...arrives, event: unsynced },
    { ...arrives, event: event(12 * minute, { kind: 'heartbeat' }) },
  ])
  expect(answersOf(books).quarters).toEqual([0])
})

const span = (
  id: number,
  since: number,
  start: number,
  ran: number,
  hasClock = false,
): BootSpan => ({
  id,
  boot: `boot-${id}`,
  since,
  start,
  end: start + ran,
  lastUp: ran,
  hasClock,
  connected: null,
})

test.each([
  ['one after another', [span(1, 100, 90, 50), span(2, 300, 290, 10)], {}],
  [
    'told by the next',
    [span(1, 1000, 950, 40), span(2, 5000, 4900, 100), span(3, 5001, 4800, 300)],
    { 2: [990 + (3810 - 100) / 2, 1855] },
  ],
  [
    'two told by the next share the room',
    [
      span(1, 1000, 900, 100),
      span(2, 9000, 8700, 300),
      span(3, 9001, 8801, 200),
      span(4, 9002, 8500, 600),
    ],
    { 2: [1000 + 3500, 3500], 3: [1000 + 3500 + 300, 3500] },
  ],
  ['with a clock it is known', [span(2, 5000, 4900, 100, true), span(3, 5001, 4800, 300)], {}],
  [
    'over before the next connected, of which nothing else is known',
    [
      span(1, 1000, 900, 100),
      span(2, 5000, 4000, 900),
      { ...span(3, 4950, 4950, 0), connected: 4950 },
      span(4, 9000, 8900, 100),
    ],
    { 2: [1000 + 1525, 1525] },
  ],
  [
    'no room at all',
    [span(1, 1000, 900, 100), span(2, 9000, 0, 9000), span(3, 9001, 8000, 1100)],
    { 2: [-1000, 0] },
  ],
])('boots of a device: %s', (_name, boots, expected) => {
  const found = [...lateBootsOf(boots)].map(([id, { start, errorMs }]) => [id, [start, errorMs]])
  expect(Object.fromEntries(found)).toEqual(expected)
  expect(lateBootsOf(boots.toReversed())).toEqual(lateBootsOf(boots))
})

test('what a boot told that was over when the next connected makes no spike, whatever comes after', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  await books.receive(heard('online', monday, 60, [30 * minute]))
  // A restart at 12:00 connects, hands over what the boot before left, and is cut off.
  const desk = { site: 'hall', device: 'counter-1' }
  books.ingest.connection(desk, aConnection('cut-off', true, monday + 4 * hour))
  const offline = aClockless('offline', monday + 4 * hour)
  const late = [1, 2, 3].map(n => offline(n * 5 * minute, 20 * seconds, { kind: 'pressed' }))
  await books.receive(late)
  expect(answersOf(books).quarters).toEqual([30])
  await books.receive(heard('after', monday + 5 * hour, 30, [20 * minute]))
  expect(answersOf(books).quarters).toEqual([30, 300 + 15])
  const [untimed] = books.untimed.within(1, 0, Number.MAX_SAFE_INTEGER)
  expect(untimed?.tally['answer:5']).toBe(3)
  expect(books.verified().faults).toEqual([])
})

test('a boot that was thought late is in time again once one of its clocks is heard', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const [b1, b2] = [aBoot('b1'), aBoot('b2')]
  const heard = (event: ReturnType<Tell>, receivedAt = event.at): EventLine => ({
    ...{ site: 'hall', device: 'counter-1', receivedAt },
    event,
  })
  const unclocked = { ...b1(8 * minute, { kind: 'pressed' }), at: 8 * minute }
  await books.receive([
    heard(b2(9 * minute, { kind: 'started', rangefinder: null })),
    heard(unclocked, monday + 9 * minute + 100),
    heard(b2(30 * minute, { kind: 'heartbeat', rangefinder: 'absent' })),
  ])
  expect(answersOf(books).quarters).toEqual([])
  await books.receive([heard(b1(10 * minute, { kind: 'heartbeat', rangefinder: 'absent' }))])
  expect(answersOf(books).quarters).toEqual([0])
  expect(books.verified().faults).toEqual([])
})
