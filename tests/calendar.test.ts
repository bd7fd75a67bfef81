import { expect, test } from 'vitest'
import { cut, dayOf, localTime, openingHours, readMoment } from '../gateway/calendar.ts'

const hour = 3_600_000
const sofia = 'Europe/Sofia'
const at = (iso: string) => Date.parse(iso)

test.each([
  ['2026-03-02', 24],
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('%s has %i hours in Sofia', (date, hours) => {
  const day = dayOf(at(`${date}T12:00:00Z`), sofia)
  expect((day.to - day.from) / hour).toBe(hours)
  const pieces = [...cut(day, 'hour', sofia)]
  expect(pieces).toHaveLength(hours)
  expect(pieces[0]?.from).toBe(day.from)
  expect(pieces.at(-1)?.to).toBe(day.to)
})

test.each([
  ['Africa/Cairo', '2026-04-24', 23],
  ['America/Havana', '2026-03-08', 23],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s, %s has %d hours, and no hour is counted twice', (timeZone, date, hours) => {
  const day = dayOf(at(`${date}T09:00:00Z`), timeZone)
  expect((day.to - day.from) / hour).toBe(hours)
  expect(dayOf(day.to, timeZone).from).toBe(day.to)
  expect(dayOf(day.from - 1, timeZone).to).toBe(day.from)
  const pieces = [...cut({ from: day.from, to: day.to + hour }, 'hour', timeZone)]
  expect(pieces).toHaveLength(Math.ceil(hours) + 1)
  for (const [index, piece] of pieces.entries()) {
    expect(piece.to).toBeGreaterThan(piece.from)
    expect(piece.from).toBe(pieces[index - 1]?.to ?? day.from)
  }
})

test('weeks begin on Monday, and the first and last piece may be short', () => {
  const span = { from: at('2026-03-04T10:00:00Z'), to: at('2026-03-17T10:00:00Z') }
  expect([...cut(span, 'week', 'UTC')]).toEqual([
    { from: span.from, to: at('2026-03-09') },
    { from: at('2026-03-09'), to: at('2026-03-16') },
    { from: at('2026-03-16'), to: span.to },
  ])
})

test('opening hours are local, and end after the last minute', () => {
  const { isOpen } = openingHours({ 'mon-fri': '08:00-19:00', sat: '09:00-14:00' }, sofia)
  const open = (local: string) => isOpen(at(`${local}+02:00`))
  expect(open('2026-03-02T07:59:59')).toBe(false)
  expect(open('2026-03-02T08:00:00')).toBe(true)
  expect(open('2026-03-02T18:59:59')).toBe(true)
  expect(open('2026-03-02T19:00:00')).toBe(false)
  expect(open('2026-03-07T13:59:00')).toBe(true)
  expect(open('2026-03-07T14:01:00')).toBe(false)
  expect(open('2026-03-08T12:00:00')).toBe(false)
})

test('a bar that closes at three is open on the next day until then', () => {
  const { isOpen } = openingHours({ 'fri-sun': '18:00-03:00', mon: '10:00-24:00' }, 'UTC')
  const opens = (time: string) => isOpen(at(`2026-03-${time}:00Z`))
  expect(opens('06T17:00')).toBe(false)
  expect(opens('06T23:00')).toBe(true)
  expect(opens('07T02:59')).toBe(true)
  expect(opens('07T03:00')).toBe(false)
  expect(opens('09T01:00')).toBe(true)
  expect(opens('09T04:00')).toBe(false)
  expect(opens('09T23:59')).toBe(true)
  expect(opens('10T00:00')).toBe(false)
})

test('moments are read as epoch ms, ISO time or local date, and written with their offset', () => {
  expect(readMoment('1767225600123', sofia)).toBe(1767225600123)
  expect(readMoment('2026-03-02T08:00:00+02:00', sofia)).toBe(at('2026-03-02T06:00:00Z'))
  expect(readMoment('2026-03-02', sofia)).toBe(at('2026-03-01T22:00:00Z'))
  expect(readMoment('2026-13-02', sofia)).toBeNull()
  expect(readMoment('2026-03-02T08:00:00', sofia)).toBeNull()
  expect(localTime(at('2026-03-02T06:00:00Z'), sofia)).toBe('2026-03-02T08:00:00+02:00')
})
