import { expect, test } from 'vitest'
import { openToday } from '../gateway/today.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const second = 1000
const minute = 60_000

/** A site whose live numbers are asked for at a moment after `monday`. */
function aWatchedSite(live: object = {}, counting: object = {}) {
  let now = monday
  const books = someBooks({
    now: () => now,
    sites: [
      {
        ...{ id: 'hall', timeZone: 'UTC', live },
        touchpoints: [{ id: 'desk', devices: ['desk'], counting }],
      },
    ],
  })
  const today = openToday(books.report, () => now)
  const tells = aBoot()
  let customers = 0
  return {
    tell: (after: number, told: Parameters<typeof tells>[1]) =>
      books.receive([toldBy('desk', tells(after, told))]),
    /** A customer who comes, presses and goes within ten seconds. */
    async answer(after: number, button: number) {
      customers += 1
      const told = [
        tells(after, { kind: 'arrived', visit: customers }),
        tells(after + 5 * second, { kind: 'pressed', button }),
        tells(after + 10 * second, { kind: 'left', visit: customers }),
      ]
      await books.receive(told.map(event => toldBy('desk', event)))
    },
    at(after: number) {
      now = monday + after
      const [point] = books.report.touchpoints('hall/desk')
      if (!point) throw new Error('expected the touchpoint of the settings')
      return today(point)
    },
  }
}

test('customers are told of at once, their answers five at a time', async () => {
  const { tell, answer, at } = aWatchedSite()
  await tell(0, { kind: 'started' })
  at(0)
  for (const n of [1, 2, 3, 4]) {
    await answer(n * minute, n)
    expect(at(n * minute + 20 * second)).toMatchObject({ served: n, answers: {}, setAside: {} })
  }
  await answer(5 * minute, 5)
  expect(at(5 * minute + 20 * second)).toMatchObject({
    served: 5,
    answers: { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 },
    supportIndex: 0.2,
    criticalShare: 0.8,
  })
})

test('a single press moves nothing that everybody sees, but the customer who made it', async () => {
  const { tell, at } = aWatchedSite()
  await tell(0, { kind: 'started' })
  await tell(minute, { kind: 'arrived', visit: 1 })
  at(minute)
  const before = at(minute + 30 * second)
  await tell(minute + 31 * second, { kind: 'pressed', button: 1 })
  expect(at(minute + 40 * second)).toEqual(before)
})

test('answers that are too few for a group appear after a quarter of an hour', async () => {
  const { tell, answer, at } = aWatchedSite()
  await tell(0, { kind: 'started' })
  at(0)
  await answer(minute, 2)
  expect(at(15 * minute - 1).answers).toEqual({})
  expect(at(15 * minute).answers).toEqual({ 2: 1 })
})

test('how long a press is kept back does not depend on when it came', async () => {
  const { tell, answer, at } = aWatchedSite()
  await tell(0, { kind: 'started' })
  expect(at(0).discretion).toMatchObject({ answersAsOf: monday })
  await answer(14 * minute, 2)
  expect(at(15 * minute).discretion).toMatchObject({ answersAsOf: monday + 15 * minute })
})

test('the day begins with nothing of the day before', async () => {
  const { tell, answer, at } = aWatchedSite({ answersAtOnce: 50, atMostMinutes: 1440 })
  await tell(0, { kind: 'started' })
  at(0)
  await answer(minute, 2)
  const midnight = 16 * 60 * minute
  expect(at(midnight - 1)).toMatchObject({ served: 1, answers: {} })
  expect(at(midnight)).toMatchObject({ served: null, answers: {} })
})

test('a site that shows each answer at once does so', async () => {
  const { tell, answer, at } = aWatchedSite({ answersAtOnce: 1 })
  await tell(0, { kind: 'started' })
  at(0)
  await answer(minute, 2)
  expect(at(minute + 20 * second).answers).toEqual({ 2: 1 })
})

test('a customer is at the counter from arriving to leaving, as far as a sensor sees', async () => {
  const { tell, at } = aWatchedSite()
  expect(at(0).present).toBe(null)
  await tell(0, { kind: 'started' })
  expect(at(0).present).toBe(false)
  await tell(minute, { kind: 'arrived', visit: 1 })
  expect(at(minute).present).toBe(true)
  await tell(minute + second, { kind: 'heartbeat', rangefinder: 'blind' })
  expect(at(minute + second).present).toBe(null)
  await tell(minute + 2 * second, { kind: 'heartbeat' })
  await tell(minute + 3 * second, { kind: 'arrived', visit: 2 })
  await tell(minute + 4 * second, { kind: 'left', visit: 2 })
  expect(at(minute + 4 * second).present).toBe(false)
  await tell(minute + 5 * second, { kind: 'started', rangefinder: null })
  expect(at(minute + 5 * second).present).toBe(null)
})

test('how long a customer may stand there, and a silent device is alive, the touchpoint says', async () => {
  const counting = { longestVisitMs: 5 * minute, aliveMs: 8 * minute }
  const { tell, at } = aWatchedSite({}, counting)
  await tell(0, { kind: 'arrived', visit: 1 })
  const [device] = at(8 * minute).devices
  expect([at(5 * minute).present, at(5 * minute + 1).present]).toEqual([true, false])
  expect(device?.alive).toBe(true)
  expect(at(8 * minute + 1)).toMatchObject({ present: null, devices: [{ alive: false }] })
})
