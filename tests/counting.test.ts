import { expect, test } from 'vitest'
import { counted, seconds, type Tell } from './support/counted.ts'
import { monday } from './support/events.ts'

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

test('an answer that only a child’s burst corrected stands', () => {
  const told = counted(at => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 4 })
    at(21, { kind: 'pressed', button: 5 })
    for (let n = 0; n < 7; n += 1) at(26 + n * 0.1, { kind: 'pressed', button: 1 })
  })
  expect(told).toMatchObject({ answers: { 5: 1 }, setAside: { corrected: 1, mashing: 7 } })
  expect(told.visits).toMatchObject([{ rating: 5 }])
})

test('without a rangefinder a burst in the next hold-off takes no answer away that it replaced', () => {
  const tell = (at: Tell) => {
    at(10, { kind: 'pressed', button: 5 })
    at(12.5, { kind: 'pressed', button: 1 })
    for (let n = 0; n < 5; n += 1) at(13 + n * 0.5, { kind: 'pressed', button: 1 })
    at(15.9, { kind: 'pressed', button: 2 })
  }
  const told = counted(tell, { mashingMs: 2500 }, false)
  expect([told.answers, told.setAside]).toEqual([{ 5: 1, 2: 1 }, { mashing: 6 }])
})

test('an answer that corrects one that only a burst had corrected corrects it', () => {
  const tell = (at: Tell) => {
    at(10, { kind: 'arrived', visit: 1 })
    at(20, { kind: 'pressed', button: 5 })
    for (let n = 0; n < 6; n += 1) at(23.1 + n * 0.1, { kind: 'pressed', button: 1 })
    at(29, { kind: 'pressed', button: 2 })
    at(31, { kind: 'pressed', button: 3 })
  }
  const told = counted(tell, { mashingMs: 3000 })
  const setAside = { corrected: 1, mashing: 6, repeat: 1 }
  expect([told.answers, told.setAside]).toEqual([{ 2: 1 }, setAside])
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
