import { expect, test } from 'vitest'
import { glance, newGlances } from '../firmware/glance.ts'
import { addReading, beginTick, newTick } from '../firmware/tick.ts'

/** What the glances at these distances are taken for; the last one is not judged yet. */
function steadily(...distances: (number | null)[]): (number | null)[] {
  const glances = newGlances()
  return distances.flatMap((mm, n) => {
    const tick = newTick()
    beginTick(tick, 100 * n)
    addReading(tick, mm)
    const judged = glance(glances, tick)
    return judged ? [judged.steadyMm] : []
  })
}

test('what a single glance shows is an error or an edge', () => {
  expect(steadily(650, 660, 300, 640, 650)).toEqual([650, 650, 640, 640])
  expect(steadily(1350, 1210, 300, 930, 790)).toEqual([1350, 1210, 930, 790])
  expect(steadily(650, 660, 2600, 640, 650)).toEqual([650, 660, 660, 650])
})

test('a step and a way remain what they are', () => {
  expect(steadily(2600, 2600, 650, 650, 650)).toEqual([2600, 2600, 650, 650])
  expect(steadily(1350, 1210, 1070, 930, 790)).toEqual([1350, 1210, 1070, 930])
})

test('beside glances without a reading, one is all there is', () => {
  expect(steadily(null, 650, null, 300, 640)).toEqual([null, 650, null, 300])
})

test('a glance counts its readings, the valid ones and all', () => {
  const glances = newGlances()
  const tick = newTick()
  beginTick(tick, 1200)
  for (const mm of [650, null, 670]) addReading(tick, mm)
  glance(glances, tick)
  expect(glance(glances, newTick())).toMatchObject({ at: 1200, mm: 660, valid: 2, all: 3 })
})
