import { expect, test } from 'vitest'
import { watchLevels } from '../firmware/button-levels.ts'
import type { ButtonEdge } from '../firmware/hardware.ts'

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
  levels.see(1, true)
  levels.start()
  levels.see(1, true)
  levels.see(2, true)
  expect(edges).toEqual([down(2)])
})

test('a stuck button that comes free counts again from its next press', () => {
  const { levels, edges } = watchedLevels()
  levels.see(1, true)
  levels.start()
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
  return { levels: watchLevels(edge => edges.push(edge)), edges }
}

function startedLevels() {
  const watched = watchedLevels()
  watched.levels.start()
  return watched
}
