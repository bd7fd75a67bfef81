import { expect, test } from 'vitest'
import { compare, pairsAmong } from '../gateway/statistics/comparison.ts'
import { rank } from '../gateway/statistics/ranking.ts'
import { shrink } from '../gateway/statistics/shrinkage.ts'
import { seededRandom } from '../simulator/random.ts'
import { drawCounts } from './support/draws.ts'

const share = (yes: number, of: number) => ({
  scores: [
    [1, yes],
    [0, of - yes],
  ] as [number, number][],
  lowest: 0,
  highest: 1,
})

const verdictOf = (one: [number, number], other: [number, number], comparisons = 1) =>
  compare(share(...one), share(...other), comparisons)?.verdict

test('3 of 5 and 40 of 60 cannot be told apart, 90 of 300 is higher than 30 of 300', () => {
  expect(verdictOf([3, 5], [40, 60])).toBe('cannot-be-told-apart')
  expect(verdictOf([90, 300], [30, 300])).toBe('higher')
  expect(verdictOf([30, 300], [90, 300])).toBe('lower')
})

test('what one comparison tells apart, one of a thousand does not', () => {
  expect(verdictOf([60, 300], [85, 300])).toBe('lower')
  expect(verdictOf([60, 300], [85, 300], 1000)).toBe('cannot-be-told-apart')
})

test("the interval of a difference of shares is Newcombe's", () => {
  // His example (a): 56 of 70 and 48 of 80, method 10.
  const { interval } = compare(share(56, 70), share(48, 80), 1) ?? {}
  expect(interval?.[0]).toBeCloseTo(0.0524, 4)
  expect(interval?.[1]).toBeCloseTo(0.3339, 4)
})

test('of ten equal counters, 95 of 100 times no two are told apart', () => {
  const random = seededRandom(7)
  let alarms = 0
  for (let week = 0; week < 400; week += 1) {
    const counters = Array.from({ length: 10 }, () => {
      const [yes = 0] = drawCounts(random, [0.2], 150)
      return share(yes, 150)
    })
    if (rank(counters).some(({ places }) => places[0] > 1 || places[1] < 10)) alarms += 1
  }
  expect(alarms / 400).toBeLessThanOrEqual(0.07)
})

test('a ranking shows groups, and places as far as they are sure', () => {
  const ranked = rank([share(30, 300), share(90, 300), share(85, 300), share(1, 4)])
  expect(ranked.map(({ index }) => index)).toEqual([1, 2, 3, 0])
  expect(ranked.map(({ groups }) => groups)).toEqual([[1], [1], [1, 2], [2]])
  expect(ranked.map(({ places }) => places)).toEqual([
    [1, 3],
    [1, 3],
    [1, 4],
    [3, 4],
  ])
})

test('who shares no group is told apart, whatever the sizes', () => {
  const random = seededRandom(3)
  for (let round = 0; round < 100; round += 1) {
    const samples = Array.from({ length: 8 }, () => {
      const n = Math.ceil(random.exponential(200))
      const [yes = 0] = drawCounts(random, [random.next()], n)
      return share(yes, n)
    })
    const ranked = rank(samples)
    for (const one of ranked) {
      for (const other of ranked) {
        const isTogether = one.groups.some(group => other.groups.includes(group))
        const [first, second] = [samples[one.index], samples[other.index]]
        if (isTogether || !first || !second) continue
        expect(compare(first, second, pairsAmong(8))?.verdict).not.toBe('cannot-be-told-apart')
      }
    }
  }
})

test('four answers say little of a touchpoint, four hundred say nearly all', () => {
  const [few = 0, many = 0, other = 0] = shrink([share(4, 4), share(200, 400), share(80, 400)])
  expect(few).toBeGreaterThan(0.4)
  expect(few).toBeLessThan(0.75)
  expect(many).toBeCloseTo(0.5, 1)
  expect(other).toBeCloseTo(0.2, 1)
})

test('shrunk numbers are nearer to the truth than bare ones', () => {
  const random = seededRandom(11)
  let bare = 0
  let shrunk = 0
  for (let round = 0; round < 100; round += 1) {
    const truths = Array.from({ length: 12 }, () => 0.2 + 0.05 * random.normal(0, 1))
    const samples = truths.map((truth, index) => {
      const n = index < 6 ? 20 : 300
      const [yes = 0] = drawCounts(random, [Math.max(0, truth)], n)
      return share(yes, n)
    })
    for (const [index, value] of shrink(samples).entries()) {
      const truth = truths[index] ?? 0
      const [yes = 0, no = 0] = samples[index]?.scores.map(([, n]) => n) ?? []
      bare += (yes / (yes + no) - truth) ** 2
      shrunk += (value - truth) ** 2
    }
  }
  expect(shrunk).toBeLessThan(0.5 * bare)
})

test('touchpoints that differ by chance alone are all the mean', () => {
  expect(shrink([share(10, 50), share(11, 50), share(9, 50)])).toEqual([0.2, 0.2, 0.2])
})
