import { expect, test } from 'vitest'
import { answeringSince, attendanceAfter, attendanceIn, isAttended } from '../gateway/attendance.ts'
import { aBoot } from './support/events.ts'

const longestVisitMs = 60_000
const afterMs = 10_000

/** Who is there after a boot has told these, each so many ms after the start; and when they came. */
function after(...told: [at: number, event: Parameters<ReturnType<typeof aBoot>>[1]][]) {
  const tell = aBoot()
  const attendance = told.reduce(
    (before, [at, event]) => attendanceAfter(before, tell(at, event), at),
    attendanceIn(undefined),
  )
  return {
    isThere: (now: number) => isAttended(attendance, now, longestVisitMs),
    since: (now: number) => answeringSince(attendance, now, { longestVisitMs, afterMs }),
  }
}

const arrived = (visit: number) => ({ kind: 'arrived', visit }) as const
const left = (visit: number) => ({ kind: 'left', visit }) as const

test('who arrives is there until they leave, and may answer for a while', () => {
  const { isThere, since } = after([1000, arrived(1)], [5000, left(1)])
  expect(isThere(5000)).toBe(false)
  expect([since(5000), since(14_999), since(15_000)]).toEqual([1000, 1000, null])
})

test('nobody is there for longer than the longest visit', () => {
  const { isThere, since } = after([1000, arrived(1)])
  expect([isThere(61_000), isThere(61_001)]).toEqual([true, false])
  expect([since(61_000), since(61_001)]).toEqual([1000, null])
})

test('who arrives takes the place of who was there, whose leaving is heard too late', () => {
  const { isThere, since } = after([1000, arrived(1)], [5000, arrived(2)], [6000, left(1)])
  expect(isThere(6000)).toBe(true)
  expect([since(14_999), since(15_000)]).toEqual([1000, 5000])
})

test('who left has left, whatever comes after', () => {
  const blind = { kind: 'heartbeat', rangefinder: 'blind' } as const
  const { isThere, since } = after([1000, arrived(1)], [2000, left(1)], [9000, blind])
  expect([isThere(9000), since(11_999), since(12_000)]).toEqual([null, 1000, null])
})

test('a restart and a sensor that goes blind end all visits', () => {
  const restarted = after([1000, arrived(1)], [2000, { kind: 'started' }])
  expect([restarted.isThere(2000), restarted.since(12_000)]).toEqual([false, null])
  const blinded = after([1000, arrived(1)], [2000, { kind: 'heartbeat', rangefinder: 'blind' }])
  expect([blinded.isThere(2000), blinded.since(12_000)]).toEqual([null, null])
  const seeing = after([1000, arrived(1)], [2000, { kind: 'heartbeat' }])
  expect(seeing.isThere(2000)).toBe(true)
})
