import { expect, test } from 'vitest'
import { desk, presses } from './support/changed-hall.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const hour = 3_600_000
const midnight = monday - 8 * hour
const day = { from: midnight, to: midnight + 72 * hour }

/** Six answers of a Monday, three of a night, six of the next day. */
const aNight = (hours: number) => [
  ...[1, 2, 3, 4, 5, 6].map(minute => [minute, 5] as [number, number]),
  ...[1, 2, 3].map(minute => [hours * 60 + minute, 1] as [number, number]),
  ...[1, 2, 3, 4, 5, 6].map(minute => [24 * 60 + minute, 4] as [number, number]),
]

test.each([
  ['when days end', 17, { opening: { 'mon-sun': '18:00-03:00' } }, {}],
  ['the time zone', 14.5, {}, { timeZone: 'Europe/Sofia' }],
])('another setting of %s cuts no day anew that was told', async (_, night, touchpoint, site) => {
  let now = day.to + 2 * hour
  const books = someBooks({ now: () => now })
  const hall = (desk: object, more: object = {}) => [
    { id: 'hall', timeZone: 'UTC', privacy: { minimum: 5 }, ...more, touchpoints: [desk] },
  ]
  const told = () =>
    books.report
      .everyTouchpoint('desk')
      .flatMap(point => [...books.report.pieces(point, day, 'day')])
      .map(({ from, answers, shown }) => ({ from, answers, shown }))
  await books.enter(hall(desk))
  await books.receive(presses('boot', ...aNight(night)))
  const before = told()
  expect(before.some(({ answers }) => answers?.[1] === 3)).toBe(true)
  await books.enter(hall({ ...desk, ...touchpoint }, site), now)
  expect(told()).toEqual(before)
  now += 24 * hour
  expect(told()).toEqual(before)
})

test('what remains at the end of a month is in no number, and not taken for dark time', async () => {
  const april = Date.UTC(2026, 3, 1)
  const books = someBooks({
    now: () => april + 72 * hour,
    sites: [{ id: 'hall', timeZone: 'UTC', privacy: { minimum: 5 } }],
  })
  const event = aBoot()
  const tell = (at: number, told: Parameters<typeof event>[1]) =>
    toldBy('remote', event(at - monday, told))
  const told = [tell(april - 48 * hour, { kind: 'started', rangefinder: null })]
  for (const [day, answers] of [6, 2, 6].entries()) {
    const midnight = april + (day - 2) * 24 * hour
    for (let minute = 0; minute < 24 * 60; minute += 2) {
      const at = midnight + minute * 60_000 + 1000
      const isAnswer = minute >= 600 && minute < 600 + 2 * answers
      const beats = { kind: 'heartbeat', rangefinder: 'absent' } as const
      told.push(tell(at, isAnswer ? { kind: 'pressed', button: 5 } : beats))
    }
  }
  await books.receive(told)
  const [point] = books.report.everyTouchpoint('remote')
  const span = { from: april - 48 * hour, to: april + 24 * hour }
  const numbers = point && books.report.numbers(point, span)
  const gaps = [{ from: april - 24 * hour, to: april }]
  expect(numbers).toMatchObject({ hidden: false, answers: { 5: 12 }, shown: span, gaps })
  expect(numbers?.coverage).toBeGreaterThan(0.99)
})
