import { expect, test } from 'vitest'
import type { Days } from '../gateway/calendar.ts'
import type { Phase } from '../gateway/timelines.ts'
import { touchpointDay } from '../gateway/touchpoint-days.ts'

const hour = 3_600_000
const at = (iso: string) => Date.parse(iso)
const phase = (from: number, to: number, days: Days) => ({ from, to, at: { days } }) as Phase

const utc = { timeZone: 'UTC', dayStart: '00:00' }
const bar = { timeZone: 'Europe/Sofia', dayStart: '03:00' }
const changes = [at('2026-03-02T10:15:00Z'), at('2026-03-04T00:30:00Z')] as const
const phases = [
  phase(at('2026-03-01T00:00:00Z'), changes[0], utc),
  phase(changes[0], at('2026-03-03T00:00:00Z'), bar),
  // The same again, as after another change.
  phase(at('2026-03-03T00:00:00Z'), changes[1], bar),
  phase(changes[1], at('2026-03-09T00:00:00Z'), utc),
]
const timeline = { phases, mountings: [] }
const dayAt = (time: number) => touchpointDay(timeline, time)

test('a day ends where days begin at another hour, and nowhere else but at its end', () => {
  const begins: string[] = []
  for (let time = at('2026-03-02T00:00:00Z'); time < at('2026-03-06T00:00:00Z'); ) {
    const { from, to } = dayAt(time)
    expect(from).toBe(time)
    begins.push(new Date(from).toISOString().slice(5, 16))
    time = to
  }
  expect(begins).toEqual([
    '03-02T00:00',
    '03-02T10:15',
    '03-03T01:00',
    '03-04T00:30',
    '03-05T00:00',
  ])
})

test('every moment of a day finds the same day, whose hours fill it', () => {
  for (let time = at('2026-02-26T00:00:00Z'); time < at('2026-03-12T00:00:00Z'); time += hour / 4) {
    const day = dayAt(time)
    expect(day.from <= time && time < day.to).toBe(true)
    expect([dayAt(day.from), dayAt(day.to - 1)]).toEqual([day, day])
    expect([day.hours[0]?.from, day.hours.at(-1)?.to]).toEqual([day.from, day.to])
    for (const [index, { from }] of day.hours.entries()) {
      expect(from).toBe(day.hours[index - 1]?.to ?? day.from)
    }
  }
})
