import { expect, test } from 'vitest'
import { deriveTallies } from '../gateway/counting/derive.ts'
import { alwaysOpen, commonThresholds, type Rules } from '../gateway/counting/rules.ts'
import { addTo, servedIn, type Tally } from '../gateway/counting/tally.ts'
import { counted, seconds } from './support/counted.ts'
import { aBoot, monday } from './support/events.ts'

test('a visit whose arrival was lost is known from how long it stayed', () => {
  const found = counted(at => {
    at(40, { kind: 'left', visit: 7, stayMs: 30_000 })
  })
  expect(found.visits).toEqual([{ from: monday + 10_000, to: monday + 40_000, rating: null }])
})

test('a visit that left before it arrived is counted once, and called out', () => {
  const found = counted(at => {
    at(50, { kind: 'arrived', visit: 1 })
    at(40, { kind: 'left', visit: 1, stayMs: 30_000 })
  })
  expect(found).toMatchObject({ served: 1, contradictions: 1 })
})

test('who comes next ends a visit whose end was lost', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(60, { kind: 'arrived', visit: 2 })
    at(90, { kind: 'left', visit: 2, stayMs: 30_000 })
    at(100, { kind: 'pressed', button: 5 })
  })
  expect(found).toMatchObject({ served: 2, setAside: { unattended: 1 } })
})

test('answers given while the laser was blind are not set against the customers it saw', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 5 })
    at(30, { kind: 'left', visit: 1, stayMs: 20_000 })
    at(40, { kind: 'heartbeat', rangefinder: 'blind' })
    at(50, { kind: 'pressed', button: 5 })
    at(70, { kind: 'pressed', button: 1 })
    at(90, { kind: 'heartbeat', rangefinder: 'ok' })
    at(99, { kind: 'pressed', button: 1 })
  })
  expect(found).toMatchObject({
    served: 1,
    answers: { 5: 2, 1: 1 },
    comparable: { 5: 1, 1: 0 },
    setAside: { unattended: 1 },
  })
})

test('when the laser is lost during a visit, who presses later is somebody else', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 5 })
    for (let n = 1; n <= 5; n += 1) {
      at(100 * n, { kind: 'heartbeat', rangefinder: 'absent' })
      at(100 * n + 50, { kind: 'pressed', button: 4 })
    }
  })
  expect(found).toMatchObject({ served: 1, answers: { 5: 1, 4: 5 }, comparable: { 5: 1, 4: 0 } })
})

test('no visit is served twice, however its events are mixed with those of another boot', () => {
  const [first, second] = [aBoot('first'), aBoot('second')]
  const events = [
    first(10_000, { kind: 'arrived', visit: 1 }),
    second(15_000, { kind: 'started' }),
    first(30_000, { kind: 'left', visit: 1, stayMs: 20_000 }),
    ...[2, 3, 4, 5, 6, 7].map(visit => first(40_000 + visit * 1000, { kind: 'arrived', visit })),
    first(60_000, { kind: 'left', visit: 2, stayMs: 18_000 }),
  ]
  const facts = events.map(event => ({ time: event.at, event }))
  const rules: Rules = { ...commonThresholds, ...alwaysOpen, ratingsAt: () => null }
  const tally: Tally = {}
  for (const one of deriveTallies(facts, () => rules).values()) addTo(tally, one)
  expect(servedIn(tally)).toBe(7)
})

test('visits of two times, mixed by a clock that was set back, keep their own ends; a press is the newest customer’s', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'arrived', visit: 31 })
    at(30, { kind: 'left', visit: 1, stayMs: 20_000 })
    at(32, { kind: 'pressed', button: 4 })
    at(40, { kind: 'left', visit: 31, stayMs: 20_000 })
  })
  expect(found).toMatchObject({ served: 2, answers: { 4: 1 } })
  expect(found.visits).toEqual([
    { from: monday + 10_000, to: monday + 30_000, rating: null },
    { from: monday + 20_000, to: monday + 40_000, rating: 4 },
  ])
})

test.each([
  ['a start', { kind: 'started' }],
  ['a heartbeat of a blind laser', { kind: 'heartbeat', rangefinder: 'blind' }],
  ['the next customer', { kind: 'arrived', visit: 2 }],
] as const)('a visit that was over long ago takes no press after %s', (_what, event) => {
  const day = 86_400
  const { visits, answers } = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(2 * day, event)
    at(2 * day + 1, { kind: 'pressed', button: 1 })
  })
  expect(visits[0]).toEqual({ from: monday + 10_000, to: null, rating: null })
  const isNextOnes = event.kind === 'arrived'
  expect(visits[1]?.rating).toBe(isNextOnes ? 1 : undefined)
  expect(answers).toEqual(event.kind === 'started' ? {} : { 1: 1 })
})

test('who proves to have been there by how long they stayed pressed what was pressed meanwhile', () => {
  const { visits, ...told } = counted(at => {
    at(5, { kind: 'pressed', button: 1 })
    at(15, { kind: 'pressed', button: 4 })
    at(16, { kind: 'pressed', button: 3 })
    at(40, { kind: 'left', visit: 7, stayMs: 30_000 })
    at(41, { kind: 'pressed', button: 2 })
  })
  const setAside = { unattended: 1, corrected: 1, repeat: 1 }
  expect(told).toMatchObject({ served: 1, answers: { 3: 1 }, setAside })
  expect(visits).toEqual([{ from: monday + 10_000, to: monday + 40_000, rating: 3 }])
})

test.each([
  ['the next customer came', { kind: 'arrived', visit: 8 }],
  ['the remote started', { kind: 'started' }],
] as const)('what was pressed before %s is nobody else’s', (_what, event) => {
  const told = counted(at => {
    at(15, { kind: 'pressed', button: 4 })
    at(20, event)
    at(40, { kind: 'left', visit: 9, stayMs: 30_000 })
  })
  expect(told).toMatchObject({ answers: {}, setAside: { unattended: 1 } })
})

test('nobody is there longer than the longest visit, whatever of it was lost', () => {
  const rules = { longestVisitMs: 60 * seconds }
  const whole = [
    [10, { kind: 'arrived', visit: 1 }],
    [30, { kind: 'pressed', button: 4 }],
    [71, { kind: 'pressed', button: 1 }],
    [80, { kind: 'heartbeat', rangefinder: 'ok' }],
    [99, { kind: 'left', visit: 1, stayMs: 89_000 }],
    [101, { kind: 'pressed', button: 2 }],
  ] as const
  for (const lost of [[], ['arrived'], ['heartbeat'], ['arrived', 'heartbeat']]) {
    const found = counted(at => {
      for (const [second, event] of whole) if (!lost.includes(event.kind)) at(second, event)
    }, rules)
    expect(found).toMatchObject({ served: 1, answers: { 4: 1 }, setAside: { unattended: 2 } })
  }
})
