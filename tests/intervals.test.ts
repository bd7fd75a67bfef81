import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoresOf } from '../gateway/counting/scores.ts'
import { intervalOf, z95 } from '../gateway/statistics/interval.ts'
import { normalQuantile, studentQuantile } from '../gateway/statistics/normal.ts'
import { seededRandom } from '../simulator/random.ts'
import { drawCounts } from './support/draws.ts'

/** The share that holds is known to half a percent. */
const repeatsOf = (customers: number) => (customers < 500 ? 6000 : 2000)
const fiveButtons = [1, 2, 3, 4, 5]

/** Shares of the served who press 1 to 5; the others are silent. */
const critical = {
  few: [0.02, 0.02, 0.03, 0.03, 0.02],
  friendly: [0.005, 0.005, 0.01, 0.04, 0.3],
  angry: [0.06, 0.02, 0.01, 0.01, 0.05],
  many: [0.1, 0.1, 0.1, 0.2, 0.4],
  half: [0.05, 0.05, 0.05, 0.1, 0.25],
}

/** Shares of the answers. */
const opinions = {
  even: [0.2, 0.2, 0.2, 0.2, 0.2],
  good: [0.05, 0.05, 0.1, 0.3, 0.5],
  great: [0.02, 0.02, 0.03, 0.13, 0.8],
  divided: [0.4, 0.05, 0.05, 0.1, 0.4],
  middling: [0.02, 0.18, 0.6, 0.18, 0.02],
}

test.each(
  Object.entries(critical),
)('where customers are %s, 95 of 100 intervals hold the Criticality Index', (_name, shares) => {
  for (const served of [30, 100, 300, 1000, 3000]) {
    const covered = coverage('criticalityIndex', shares, served)
    expect(covered, `${served} served`).toBeGreaterThanOrEqual(0.93)
    expect(covered, `${served} served`).toBeLessThanOrEqual(0.97)
  }
})

test.each(
  Object.entries(opinions),
)('where opinions are %s, 95 of 100 intervals hold NPS and the mean once the gate is open', (_name, shares) => {
  for (const served of [30, 100, 300, 1000, 3000]) {
    for (const index of ['nps', 'csatMean'] as const) {
      const covered = coverage(index, shares, (served * 3) / 5)
      expect(covered, `${index}, ${served} served`).toBeGreaterThanOrEqual(0.93)
      expect(covered, `${index}, ${served} served`).toBeLessThanOrEqual(0.97)
    }
  }
})

test('a narrower interval would be found out', () => {
  expect(coverage('nps', opinions.good, 180, 1.6)).toBeLessThan(0.93)
  expect(coverage('criticalityIndex', critical.half, 300, 2.5)).toBeGreaterThan(0.97)
})

/** The share of simulated periods whose interval holds the truth. */
function coverage(
  index: 'criticalityIndex' | 'nps' | 'csatMean',
  shares: number[],
  customers: number,
  z = z95,
): number {
  const score = scoresOf(fiveButtons)[index]
  if (!score) throw new Error(`expected ${index} to mean something on five buttons`)
  const { of, lowest, highest } = score
  const truth = shares.reduce((sum, share, button) => sum + share * of(button + 1), 0)
  const random = seededRandom(customers)
  const repeats = repeatsOf(customers)
  let held = 0
  for (let n = 0; n < repeats; n += 1) {
    const drawn = drawCounts(random, shares, customers)
    const scores = drawn.map((count, button) => [button < 5 ? of(button + 1) : 0, count] as const)
    const [low, high] = intervalOf({ scores, lowest, highest }, z) ?? [Number.NaN, Number.NaN]
    if (low <= truth + 1e-9 && truth - 1e-9 <= high) held += 1
  }
  return held / repeats
}

const share = (yes: number, n: number) =>
  intervalOf({
    scores: [
      [1, yes],
      [0, n - yes],
    ],
    lowest: 0,
    highest: 1,
  })

test("for a share it is Wilson's interval", () => {
  // The examples of Newcombe, Statistics in Medicine 17 (1998) 857-872, table I.
  const close = ([low, high]: [number, number]) => [expect.closeTo(low, 4), expect.closeTo(high, 4)]
  expect(share(81, 263)).toEqual(close([0.2553, 0.3662]))
  expect(share(15, 148)).toEqual(close([0.0624, 0.1605]))
  expect(share(0, 20)).toEqual(close([0, 0.1611]))
  expect(share(1, 29)).toEqual(close([0.0061, 0.1718]))
})

test('an interval holds the value, lies within the scale, and shrinks as customers come', () => {
  const counts = fc.array(fc.nat(50), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 9 }), (told, times) => {
      const total = told.reduce((a, b) => a + b, 0)
      fc.pre(total > 0)
      const sample = (by: number) => ({
        scores: told.map((n, index) => [index, n * by] as const),
        lowest: 0,
        highest: 4,
      })
      const mean = told.reduce((sum, n, index) => sum + n * index, 0) / total
      const [low, high] = intervalOf(sample(1)) ?? [Number.NaN, Number.NaN]
      expect(low).toBeGreaterThanOrEqual(0)
      expect(low).toBeLessThanOrEqual(mean + 1e-9)
      expect(high).toBeGreaterThanOrEqual(mean - 1e-9)
      expect(high).toBeLessThanOrEqual(4)
      const [lowOfMore, highOfMore] = intervalOf(sample(times)) ?? [Number.NaN, Number.NaN]
      expect(highOfMore - lowOfMore).toBeLessThan(high - low)
    }),
  )
})

test('of nobody, and of ratings that the scale does not have, there is no interval', () => {
  expect(intervalOf({ scores: [], lowest: 0, highest: 1 })).toBeNull()
  expect(intervalOf({ scores: [[10, 4]], lowest: 1, highest: 5 })).toBeNull()
})

test('quantiles are those of the tables', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.9, 1.2815516],
    [0.975, 1.959964],
    [0.9995, 3.2905267],
    [0.0000005, -4.8916385],
  ] as const) {
    expect(normalQuantile(p)).toBeCloseTo(z, 6)
  }
  expect(studentQuantile(0.975, 5)).toBeCloseTo(2.5706, 2)
  expect(studentQuantile(0.975, 29)).toBeCloseTo(2.0452, 3)
})
