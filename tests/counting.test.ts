import { expect, test } from 'vitest'
import { compareFacts, type Fact } from '../gateway/counting/count.ts'
import { deriveTallies } from '../gateway/counting/derive.ts'
import { QuarterTable } from '../gateway/counting/quarter-table.ts'
import { alwaysOpen, commonThresholds, type Rules } from '../gateway/counting/rules.ts'
import { servedOf } from '../gateway/counting/served.ts'
import { addTo, answersIn, servedIn, setAsideIn, type Tally } from '../gateway/counting/tally.ts'
import { visitsIn } from '../gateway/counting/visits.ts'
import { aBoot, monday } from './support/events.ts'

const seconds = 1000

/** A device with a rangefinder tells; times in seconds since it started. */
function counted(tell: (at: Tell) => void, rules: Partial<Rules> = {}, rangefinder = true) {
  const event = aBoot()
  const facts: Fact[] = []
  const at: Tell = (second, told) => {
    const made = event(second * seconds, told)
    facts.push({ time: made.at, event: made })
  }
  at(0, { kind: 'started', rangefinder: rangefinder ? 'TFmini-S' : null })
  tell(at)
  facts.sort(compareFacts)
  const all: Rules = { ...commonThresholds, ...alwaysOpen, ratingsAt: () => null, ...rules }
  const tally: Tally = {}
  const derived = deriveTallies(facts, () => all)
  for (const one of derived.values()) addTo(tally, one)
  const tallies = [...derived].map(([quarter, tally]) => ({ quarter, tally }))
  const { answers: comparable } = servedOf(
    { tallies: [QuarterTable.of(tallies)], loose: [], quarters: [] },
    () => 'auto',
    () => true,
  )
  return {
    served: servedIn(tally),
    answers: answersIn(tally),
    setAside: setAsideIn(tally),
    contradictions: tally.contradiction ?? 0,
    alive: tally.alive,
    watched: tally.watched,
    comparable,
    visits: visitsIn(facts, () => all),
  }
}
type Tell = (second: number, told: Parameters<ReturnType<typeof aBoot>>[1]) => void

test('a customer who presses is served and answers', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(30, { kind: 'pressed', button: 4 })
    at(40, { kind: 'left', visit: 1, stayMs: 30_000 })
  })
  expect(found).toMatchObject({ served: 1, answers: { 4: 1 }, setAside: {} })
  expect(found.visits).toEqual([{ from: monday + 10_000, to: monday + 40_000, rating: 4 }])
})

test('a silent customer is served all the same', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(40, { kind: 'left', visit: 1, stayMs: 30_000 })
  })
  expect(found).toMatchObject({ served: 1, answers: {} })
  expect(found.visits).toMatchObject([{ rating: null }])
})

test('a press up to three seconds after stepping aside is theirs, a later one is nobody’s', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(40, { kind: 'left', visit: 1, stayMs: 30_000 })
    at(43, { kind: 'pressed', button: 5 })
    at(47, { kind: 'pressed', button: 5 })
  })
  expect(found).toMatchObject({ answers: { 5: 1 }, setAside: { unattended: 1 } })
})

test('pressing the same twice is one answer, changing one’s mind counts as the last', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 5 })
    at(21, { kind: 'pressed', button: 5 })
    at(40, { kind: 'left', visit: 1, stayMs: 30_000 })
    at(50, { kind: 'arrived', visit: 2 })
    at(60, { kind: 'pressed', button: 1 })
    at(63, { kind: 'pressed', button: 5 })
    at(80, { kind: 'left', visit: 2, stayMs: 30_000 })
  })
  expect(found).toMatchObject({ answers: { 5: 2 }, setAside: { repeat: 1, corrected: 1 } })
})

test('when the time for corrections is over, the answer stands', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 2 })
    at(31, { kind: 'pressed', button: 5 })
  })
  expect(found).toMatchObject({ answers: { 2: 1 }, setAside: { repeat: 1 } })
})

test('a child’s burst is set aside, and the parent may still answer', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    for (let n = 0; n < 20; n += 1) at(20 + n / 5, { kind: 'pressed', button: 1 + (n % 5) })
    at(40, { kind: 'pressed', button: 4 })
    at(50, { kind: 'left', visit: 1, stayMs: 40_000 })
  })
  expect(found).toMatchObject({ served: 1, answers: { 4: 1 }, setAside: { mashing: 20 } })
})

test('without a rangefinder customers are unknown, and the hold-off takes the place of the visit', () => {
  const found = counted(
    at => {
      at(10, { kind: 'pressed', button: 5 })
      at(11, { kind: 'pressed', button: 5 })
      at(14, { kind: 'pressed', button: 2 })
    },
    {},
    false,
  )
  expect(found).toMatchObject({ served: null, answers: { 5: 1, 2: 1 }, setAside: { repeat: 1 } })
})

test('a burst without a rangefinder is set aside across hold-offs', () => {
  const found = counted(
    at => {
      for (let n = 0; n < 50; n += 1) at(10 + n / 4, { kind: 'pressed', button: 3 })
    },
    {},
    false,
  )
  expect(found).toMatchObject({ answers: {}, setAside: { mashing: 50 } })
})

test('an unknown button is named, not counted', () => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(11, { kind: 'pressed', button: 9 })
  })
  expect(found).toMatchObject({ served: 1, answers: {}, setAside: { 'unknown-button': 1 } })
})

test('outside opening hours nobody is served and no press counts', () => {
  const closedAfter = monday + 100_000
  const found = counted(
    at => {
      at(90, { kind: 'arrived', visit: 1 })
      at(110, { kind: 'pressed', button: 5 })
      at(120, { kind: 'left', visit: 1, stayMs: 30_000 })
      at(200, { kind: 'arrived', visit: 2 })
      at(210, { kind: 'pressed', button: 5 })
      at(220, { kind: 'left', visit: 2, stayMs: 20_000 })
      at(300, { kind: 'pressed', button: 5 })
    },
    { isOpen: time => time < closedAfter },
  )
  expect(found).toMatchObject({ served: 1, answers: { 5: 1 }, setAside: { 'closed-hours': 2 } })
  expect(found.visits).toHaveLength(1)
})

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

test('a device is known to be alive between events close together, and no longer', () => {
  const minute = 60
  const { alive, watched } = counted(at => {
    for (let n = 1; n <= 10; n += 1) at(n * minute, { kind: 'heartbeat' })
    at(40 * minute, { kind: 'heartbeat', rangefinder: 'blind' })
    at(41 * minute, { kind: 'heartbeat', rangefinder: 'blind' })
  })
  expect(alive).toBe(11 * minute * seconds)
  expect(watched).toBe(10 * minute * seconds)
})

test.each([
  [20, 30, { 2: 1 }, { corrected: 1 }],
  [20, 30.001, { 5: 1 }, { repeat: 1 }],
])('pressed at %d s, the answer may be corrected for ten seconds: %d s', (first, second, answers, setAside) => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(first, { kind: 'pressed', button: 5 })
    at(second, { kind: 'pressed', button: 2 })
  })
  expect(found).toMatchObject({ answers, setAside })
})

test.each([
  [12.999, { 2: 1 }, { corrected: 1 }],
  [13, { 5: 1, 2: 1 }, {}],
])('without a rangefinder somebody else may press after three seconds: %d s', (second, answers, setAside) => {
  const tell = (at: Tell) => {
    at(10, { kind: 'pressed', button: 5 })
    at(second, { kind: 'pressed', button: 2 })
  }
  expect(counted(tell, {}, false)).toMatchObject({ answers, setAside })
})

test.each([
  [1000, { mashing: 6 }],
  [1001, { repeat: 5 }],
])('six presses are a burst within five seconds, %d ms apart or less', (apart, setAside) => {
  const found = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    for (let n = 0; n < 6; n += 1) at(20 + (n * apart) / 1000, { kind: 'pressed', button: 5 })
  })
  expect(found.setAside).toEqual(setAside)
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
