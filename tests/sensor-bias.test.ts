import { expect, test } from 'vitest'
import { QuarterTable } from '../gateway/counting/quarter-table.ts'
import type { Period } from '../gateway/counting/served.ts'
import { sensorBiasOf } from '../gateway/sensor-bias.ts'
import type { ServedBy } from '../shared/numbers.ts'

const both = 10
const scale = [1, 2, 3, 4, 5]

/** Quarter-hours in which the sensor saw 10 and the till sold 12, then some that only it saw. */
function aPeriod(alone: number): Period {
  const quarters = Array.from({ length: both }, (_, quarter) => ({
    quarter,
    till: 12,
    manual: null,
  }))
  const tallies = Array.from({ length: both + alone }, (_, quarter) => ({
    quarter,
    tally: { served: 10, watched: 900_000 },
  }))
  return { tallies: [QuarterTable.of(tallies)], loose: [], quarters }
}

const by = (source: ServedBy['source'], till: number | null): ServedBy => ({
  ...{ source, presence: 100, till, manual: null, discrepancy: null },
})
const counted = (served: number) => ({
  ...{ served, answers: { 5: 30, 1: 10 }, scale, survey: 'spontaneous' as const, threshold: 0.6 },
})

test('where the till counted more than the sensor, an index of what the sensor saw is set right', () => {
  const bias = sensorBiasOf(aPeriod(0), by('presence', 120), counted(100))
  expect(bias).toMatchObject({ ratio: 1.2, interval: [1.2, 1.2] })
  expect(bias?.indices.supportIndex?.value).toBeCloseTo(30 / 120, 6)
  expect(bias?.indices.criticalShare?.value).toBeCloseTo(10 / 120, 6)
  const [low = 0, high = 0] = bias?.indices.supportIndex?.interval ?? []
  expect(low).toBeGreaterThan(0.17)
  expect(high).toBeLessThan(0.34)
})

test('customers whom the till counted stay as they are', () => {
  // 120 of the till and 100 of the sensor, which stand for 120 more.
  const bias = sensorBiasOf(aPeriod(10), by('mixed', 120), counted(220))
  expect(bias?.indices.supportIndex?.value).toBeCloseTo(30 / 240, 6)
})

test.each([
  ['the till counted all of them', by('till', 120), aPeriod(0), 120],
  ['there is no till', by('presence', null), { ...aPeriod(0), quarters: [] }, 100],
  ['nobody was there', by('presence', 0), aPeriod(0), 0],
] satisfies [
  string,
  ServedBy,
  Period,
  number,
][])('nothing is said of the sensor where %s', (_why, servedBy, period, served) => {
  expect(sensorBiasOf(period, servedBy, counted(served))).toBeNull()
})
