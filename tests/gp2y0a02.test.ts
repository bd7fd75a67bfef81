import { expect, test } from 'vitest'
import { distanceMm } from '../firmware/gp2y0a02.ts'

/** Volts at a distance, as the sensor's data sheet draws them; the board measures 5 V as 1023. */
test.each([
  [2.5, 200],
  [1.55, 400],
  [1.07, 600],
  [0.8, 800],
  [0.65, 1000],
  [0.5, 1300],
])('%d V are about %d mm', (volts, mm) => {
  const told = distanceMm(Math.round((volts / 5) * 1023))
  expect(Math.abs((told ?? 0) - mm)).toBeLessThan(0.1 * mm)
})

test('what is farther than the sensor sees is no distance', () => {
  expect(distanceMm(70)).toBeNull()
  expect(distanceMm(0)).toBeNull()
})
