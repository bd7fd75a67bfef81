import { expect, test } from 'vitest'
import { addReading, beginTick, isOver, middleOf, newTick } from '../firmware/tick.ts'

function middle(readings: number[]): number | null {
  const tick = newTick()
  beginTick(tick, 0)
  for (const mm of readings) addReading(tick, mm)
  return middleOf(tick)
}

test('a tick tells the median of its readings', () => {
  expect(middle([])).toBeNull()
  expect(middle([650])).toBe(650)
  expect(middle([650, 640])).toBe(645)
  expect(middle([2600, 650, 640])).toBe(650)
  expect(middle(Array.from({ length: 100 }, () => 700))).toBe(700)
})

test('two things at once are not one thing in between', () => {
  expect(middle([120, 2600])).toBe(120)
  expect(middle([2600, 120, 2610, 130])).toBe(130)
})

test('ticks keep to tenths of a second, however the readings come', () => {
  const tick = newTick()
  expect(isOver(tick, 0)).toBe(false)
  beginTick(tick, 1234)
  expect(isOver(tick, 1299)).toBe(false)
  expect(isOver(tick, 1300)).toBe(true)
})
