import { expect, test } from 'vitest'
import { type Pair, sensorErrorOf, withSensorError } from '../gateway/statistics/sensor-error.ts'
import { type Random, seededRandom } from '../simulator/random.ts'
import { drawCounts } from './support/draws.ts'

test('a sensor that misses one of twenty is found out, with how sure that is', () => {
  const pairs = Array.from({ length: 40 }, (_, index) => ({ sensor: 19, till: 19 + (index % 3) }))
  const { ratio, interval } = sensorErrorOf(pairs) ?? { ratio: 0, interval: [0, 0] }
  expect(ratio).toBeCloseTo(1.05, 2)
  expect(interval[0]).toBeGreaterThan(1.03)
  expect(interval[1]).toBeLessThan(1.07)
})

test('a handful of quarter-hours, or a sensor that saw nobody, measures nothing', () => {
  expect(sensorErrorOf(Array.from({ length: 7 }, () => ({ sensor: 10, till: 10 })))).toBeNull()
  expect(sensorErrorOf(Array.from({ length: 20 }, () => ({ sensor: 0, till: 4 })))).toBeNull()
})

test('an index with the error of its sensor holds the truth 95 of 100 times', () => {
  for (const [missed, madeUp] of [
    [0.05, 0],
    [0.1, 0.05],
    [0.02, 0.15],
  ] as const) {
    const random = seededRandom(1 + 1000 * missed)
    const support = 0.2
    let held = 0
    const days = 2000
    for (let day = 0; day < days; day += 1) {
      const error = sensorErrorOf(
        Array.from({ length: 40 }, () => aQuarter(random, missed, madeUp)),
      )
      const quarters = Array.from({ length: 32 }, () => aQuarter(random, missed, madeUp))
      const served = quarters.reduce((sum, { till }) => sum + till, 0)
      const seen = quarters.reduce((sum, { sensor }) => sum + sensor, 0)
      const [top = 0] = drawCounts(random, [support], served)
      const scores = [[1, top] as const, [0, seen - top] as const]
      const found = error && withSensorError({ scores, lowest: 0, highest: 1 }, error)
      if (found && found.interval[0] <= support && support <= found.interval[1]) held += 1
    }
    expect(held / days, `${missed} missed`).toBeGreaterThanOrEqual(0.93)
    expect(held / days, `${missed} missed`).toBeLessThanOrEqual(0.97)
  }
})

/** Ten customers or so come in a quarter-hour. */
function aQuarter(random: Random, missed: number, madeUp: number): Pair {
  const [till = 0] = drawCounts(random, [0.5], 20)
  const [unseen = 0, invented = 0] = drawCounts(random, [missed, madeUp], till)
  return { sensor: till - unseen + invented, till }
}

test('with a sensor that never errs, the interval is that of the index', () => {
  const scores = [[1, 20] as const, [0, 80] as const]
  const perfect = { ratio: 1, interval: [1, 1] as [number, number] }
  const { value, interval } = withSensorError({ scores, lowest: 0, highest: 1 }, perfect) ?? {}
  expect(value).toBe(0.2)
  expect(interval?.[0]).toBeCloseTo(0.1334, 4)
  expect(interval?.[1]).toBeCloseTo(0.2888, 4)
})

test('where nobody pressed, the uncertain sensor still widens what might be', () => {
  const scores = [[0, 100] as const]
  const error = { ratio: 1, interval: [0.8, 1.2] as [number, number] }
  const { interval } = withSensorError({ scores, lowest: 0, highest: 1 }, error) ?? {}
  expect(interval?.[0]).toBe(0)
  expect(interval?.[1]).toBeCloseTo(0.037 / 0.8, 3)
})
