import { expect, test } from 'vitest'
import { choicesFor, type DatePart, withPart } from '../gateway/console/frame/calendar-date.ts'
import { clockOf, momentOf } from '../gateway/console/frame/clock.ts'

test.each([
  ['2026-07-01T09:30', 'Europe/Sofia', '2026-07-01T06:30:00Z'],
  ['2026-01-01T09:30', 'America/New_York', '2026-01-01T14:30:00Z'],
  ['2026-03-29T04:30', 'Europe/Sofia', '2026-03-29T01:30:00Z'],
  ['2026-03-29T02:30', 'Europe/Sofia', '2026-03-29T00:30:00Z'],
  ['2026-10-25T05:00', 'Europe/Sofia', '2026-10-25T03:00:00Z'],
])('a clock that shows %s in %s does so at %s', (clock, zone, time) => {
  expect(new Date(momentOf(clock, zone)).toISOString()).toBe(new Date(time).toISOString())
  expect(clockOf(Date.parse(time), zone)).toBe(clock)
})

test.each([
  ['2024-03-31', 'month', 2, '2024-02-29'],
  ['2024-02-29', 'year', 2023, '2023-02-28'],
  ['2025-12-24', 'year', 2026, '2026-03-02'],
  ['2026-03-02', 'day', 1, '2026-03-01'],
] as const)('%s with another %s, %i, is %s, for today is 2026-03-02', (date, part, number, other) => {
  expect(withPart(date, part, number, '2026-03-02')).toBe(other)
})

test('what can be chosen of a date ends today, and where the month ends', () => {
  const last = (date: string, part: DatePart) => choicesFor(date, part, '2026-03-02').at(-1)
  expect(last('2026-03-01', 'day')).toBe(2)
  expect(last('2026-02-01', 'day')).toBe(28)
  expect(last('2026-02-01', 'month')).toBe(3)
  expect(last('2025-02-01', 'month')).toBe(12)
  expect(choicesFor('1999-02-01', 'year', '2026-03-02')).toHaveLength(28)
})
