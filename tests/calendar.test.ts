import { expect, test } from 'vitest'
import { cut, dayOf, localTime, readMoment } from '../gateway/calendar.ts'
import { dayStartOf, openingHours } from '../gateway/opening-hours.ts'

const hour = 3_600_000
const zone = 'Europe/Sofia'
const daysIn = (timeZone: string, dayStart = '00:00') => ({ timeZone, dayStart })
const sofia = daysIn(zone)
const at = (iso: string) => Date.parse(iso)

test.each([
  ['2026-03-02', 24],
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('%s has %i hours in Sofia', (date, hours) => {
  const day = dayOf(at(`${date}T12:00:00Z`), sofia)
  expect((day.to - day.from) / hour).toBe(hours)
  const pieces = [...cut(day, 'hour', () => sofia)]
  expect(pieces).toHaveLength(hours)
  expect(pieces[0]?.from).toBe(day.from)
  expect(pieces.at(-1)?.to).toBe(day.to)
})

test.each([
  ['Africa/Cairo', '2026-04-24', 23],
  ['America/Havana', '2026-03-08', 23],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s, %s has %d hours, and no hour is counted twice', (timeZone, date, hours) => {
  const day = dayOf(at(`${date}T09:00:00Z`), daysIn(timeZone))
  expect((day.to - day.from) / hour).toBe(hours)
  expect(dayOf(day.to, daysIn(timeZone)).from).toBe(day.to)
  expect(dayOf(day.from - 1, daysIn(timeZone)).to).toBe(day.from)
  const pieces = [...cut({ from: day.from, to: day.to + hour }, 'hour', () => daysIn(timeZone))]
  expect(pieces).toHaveLength(Math.ceil(hours) + 1)
  for (const [index, piece] of pieces.entries()) {
    expect(piece.to).toBeGreaterThan(piece.from)
    expect(piece.from).toBe(pieces[index - 1]?.to ?? day.from)
  }
})

test.each([
  ['Australia/Lord_Howe', '2026-04-05', '30'],
  ['Australia/Lord_Howe', '2026-10-04', '30'],
  ['Pacific/Chatham', '2026-04-05', '45'],
  ['Pacific/Chatham', '2026-09-27', '45'],
])('in %s on %s an hour begins when the clock changes to :%s, and all others at :00', (...of) => {
  const [timeZone, date, minute] = of
  const days = daysIn(timeZone)
  const pieces = [...cut(dayOf(at(`${date}T09:00:00Z`), days), 'hour', () => days)]
  const minutes = pieces.map(({ from }) => localTime(from, timeZone).slice(14, 16))
  expect(minutes.filter(minute => minute !== '00')).toEqual([minute])
})

test('weeks begin on Monday, and the first and last piece may be short', () => {
  const span = { from: at('2026-03-04T10:00:00Z'), to: at('2026-03-17T10:00:00Z') }
  expect([...cut(span, 'week', () => daysIn('UTC'))]).toEqual([
    { from: span.from, to: at('2026-03-09') },
    { from: at('2026-03-09'), to: at('2026-03-16') },
    { from: at('2026-03-16'), to: span.to },
  ])
})

test('opening hours are local, and end after the last minute', () => {
  const { isOpen } = openingHours({ 'mon-fri': '08:00-19:00', sat: '09:00-14:00' }, zone)
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

test('the days of a bar end when it closes, also when the clocks change meanwhile', () => {
  const opening = { 'mon-sun': '18:00-03:00' }
  const bar = daysIn(zone, dayStartOf(opening))
  const saturday = dayOf(at('2026-03-28T23:30:00+02:00'), bar)
  expect(saturday).toEqual(dayOf(at('2026-03-29T02:59:59+02:00'), bar))
  expect(saturday).toEqual({
    from: at('2026-03-28T03:00:00+02:00'),
    to: at('2026-03-29T04:00:00+03:00'),
  })
  expect(openingHours(opening, zone).openMs(saturday.from, saturday.to)).toBe(9 * hour)
  expect(readMoment('2026-03-28', bar)).toBe(saturday.from)
  const [monday] = [...cut({ from: saturday.from, to: saturday.to + 24 * hour }, 'week', () => bar)]
  expect(monday?.to).toBe(at('2026-03-30T03:00:00+03:00'))
})

test.each([
  [null, '00:00'],
  [{ 'mon-fri': '08:00-19:00' }, '00:00'],
  [{ fri: '10:00-24:00' }, '00:00'],
  [{ 'mon-thu': '18:00-01:00', 'fri-sat': '18:00-03:50', sun: '10:00-20:00' }, '04:00'],
])('open %o, days begin at %s', (opening, dayStart) => {
  expect(dayStartOf(opening)).toBe(dayStart)
})

test('opening time is counted to the ms, hours that overlap once', () => {
  const { openMs } = openingHours({ 'mon-sun': '08:00-12:00', mon: '10:00-13:00' }, 'UTC')
  expect(openMs(at('2026-03-02T00:00Z'), at('2026-03-04T00:00Z'))).toBe(9 * hour)
  expect(openMs(at('2026-03-02T12:59:59.5Z'), at('2026-03-03T08:00:00.25Z'))).toBe(750)
  expect(openMs(at('2026-03-02T20:00Z'), at('2026-03-02T20:00Z'))).toBe(0)
})

test('moments are read as epoch ms, ISO time or local date, and written with their offset', () => {
  expect(readMoment('1767225600123', sofia)).toBe(1767225600123)
  expect(readMoment('2026-03-02T08:00:00+02:00', sofia)).toBe(at('2026-03-02T06:00:00Z'))
  expect(readMoment('2026-03-02', sofia)).toBe(at('2026-03-01T22:00:00Z'))
  expect(readMoment('2026-13-02', sofia)).toBeNull()
  expect(readMoment('2026-03-02T08:00:00', sofia)).toBeNull()
  expect(localTime(at('2026-03-02T06:00:00Z'), zone)).toBe('2026-03-02T08:00:00+02:00')
})
