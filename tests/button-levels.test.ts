import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchLevels } from '../firmware/button-levels.ts'
import type { ButtonEdge } from '../firmware/hardware.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a level that is told again is no edge', () => {
  const { levels, edges } = startedLevels()
  levels.see(1, false)
  levels.see(1, true)
  levels.see(1, true)
  levels.see(1, false)
  expect(edges).toEqual([down(1), up(1)])
})

test('a button that is stuck from the beginning is not pressed when another one is', () => {
  const { levels, edges } = watchedLevels()
  levels.start()
  levels.see(1, true)
  vi.advanceTimersByTime(500)
  levels.see(1, true)
  levels.see(2, true)
  expect(edges).toEqual([down(2)])
})

test('presses in the first half second are ignored', () => {
  const { levels, edges } = watchedLevels()
  levels.start()
  levels.see(2, true)
  vi.advanceTimersByTime(499)
  levels.see(2, false)
  expect(edges).toEqual([])
  vi.advanceTimersByTime(1)
  levels.see(2, true)
  expect(edges).toEqual([down(2)])
})

test('a button is absent before and after a connection, and stuck when it is down from its start', () => {
  const { levels, said } = watchedLevels()
  expect(levels.health()).toEqual(['absent', 'absent', 'absent'])
  levels.start()
  levels.see(2, true)
  vi.advanceTimersByTime(500)
  levels.see(3, true)
  expect(levels.health()).toEqual(['ok', 'stuck', 'ok'])
  expect(said).toEqual(['buttons: button 2 is down: is it stuck?'])
  levels.end()
  expect(levels.health()).toEqual(['absent', 'absent', 'absent'])
})

test('a stuck button that comes free counts again from its next press', () => {
  const { levels, edges } = watchedLevels()
  levels.start()
  levels.see(1, true)
  vi.advanceTimersByTime(500)
  levels.see(1, false)
  expect(edges).toEqual([])
  levels.see(1, true)
  expect(edges).toEqual([down(1)])
})

test('a button that is down at the end is released, once', () => {
  const { levels, edges } = startedLevels()
  levels.see(3, true)
  levels.end()
  levels.end()
  levels.see(3, false)
  expect(edges).toEqual([down(3), up(3)])
})

const down = (button: number): ButtonEdge => ({ button, down: true })
const up = (button: number): ButtonEdge => ({ button, down: false })

function watchedLevels() {
  const edges: ButtonEdge[] = []
  const said: string[] = []
  const levels = watchLevels(
    3,
    edge => edges.push(edge),
    text => said.push(text),
  )
  return { levels, edges, said }
}

function startedLevels() {
  const watched = watchedLevels()
  watched.levels.start()
  vi.advanceTimersByTime(500)
  return watched
}
