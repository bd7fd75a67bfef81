import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Span } from '../gateway/calendar.ts'
import { quarterMs } from '../gateway/counting/quarter.ts'
import { blocksIn, runningBlock } from '../gateway/privacy/blocks.ts'
import { spansOf, sumsOf } from './support/quarters.ts'

const hourMs = 4 * quarterMs
const dayMs = 24 * hourMs
const minimum = 5

/** Two days; what happened in each quarter-hour of them. */
const twoDays = [0, 1].map(day => ({
  from: day * dayMs,
  to: (day + 1) * dayMs,
  hours: Array.from({ length: 24 }, (_, hour) => ({
    from: day * dayMs + hour * hourMs,
    to: day * dayMs + (hour + 1) * hourMs,
  })),
}))

const aQuarter = fc
  .tuple(fc.nat(4), fc.nat(4))
  .map(([answers, silent]) => ({ served: answers + silent, answers }))
const nobody = { served: 0, answers: 0 }

/** Mostly nobody comes, as in life. */
const twoDaysOfCustomers = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant(nobody) }, aQuarter),
  {
    minLength: 192,
    maxLength: 192,
  },
)

const blocksAt = (happened: { served: number; answers: number }[], now: number) =>
  spansOf(blocksIn(twoDays, minimum, now, sumsOf(happened.slice(0, now / quarterMs))))

test('every block holds enough answers, or nobody', () => {
  fc.assert(
    fc.property(twoDaysOfCustomers, happened => {
      const sums = sumsOf(happened)
      for (const { from, to } of blocksAt(happened, 2 * dayMs)) {
        const { served, answers } = sums(from, to)
        expect(answers >= minimum || served + answers === 0).toBe(true)
      }
    }),
  )
})

test('a day with enough answers ends with a block, and so does an hour that leaves enough', () => {
  fc.assert(
    fc.property(twoDaysOfCustomers, happened => {
      const sums = sumsOf(happened)
      const ends = blocksAt(happened, 2 * dayMs).map(({ to }) => to)
      for (const day of twoDays) {
        if (sums(day.from, day.to).answers >= minimum) expect(ends).toContain(day.to)
      }
    }),
  )
  const busy = Array.from({ length: 192 }, () => ({ served: 9, answers: 6 }))
  expect(blocksAt(busy, 2 * dayMs)).toHaveLength(192)
})

function isNothing(happened: { served: number; answers: number }[], from: number, to: number) {
  const { served, answers } = sumsOf(happened)(from, to)
  return served + answers === 0
}

/**
 * Which moments are tied to which: a sum over time is known exactly when its ends are, by adding
 * and subtracting what was told; and where nobody came, every moment is.
 */
function tiedBy(told: Span[], happened: { served: number; answers: number }[]) {
  const tie = Array.from({ length: happened.length + 1 }, (_, index) => index)
  const find = (index: number): number => {
    const next = tie[index] ?? index
    return next === index ? index : find(next)
  }
  for (const { from, to } of told) {
    const ends = [from / quarterMs, to / quarterMs] as const
    tie[find(ends[0])] = find(ends[1])
    if (!isNothing(happened, from, to)) continue
    for (let index = ends[0]; index < ends[1]; index += 1) tie[find(index)] = find(ends[1])
  }
  return (from: number, to: number) => find(from) === find(to)
}

const quarters = Array.from({ length: 192 }, (_, index) => ({
  from: index * quarterMs,
  to: (index + 1) * quarterMs,
}))

/** Looks for a time with a few customers whose number comes out of what was told. */
function fewGivenAway(told: Span[], happened: { served: number; answers: number }[]): Span[] {
  const nothing = quarters.filter(({ from, to }) => isNothing(happened, from, to))
  const isKnown = tiedBy([...told, ...nothing], happened)
  const sums = sumsOf(happened)
  const found: Span[] = []
  for (let from = 0; from < 192; from += 1) {
    for (let to = from + 1; to <= 192; to += 1) {
      const { served, answers } = sums(from * quarterMs, to * quarterMs)
      const isFew = served + answers > 0 && answers < minimum
      if (isFew && isKnown(from, to)) found.push({ from, to })
    }
  }
  return found
}

test('no few customers come out of all the blocks of two days, whenever they were told', () => {
  fc.assert(
    fc.property(twoDaysOfCustomers, happened => {
      const told = quarters.flatMap(({ to }) => blocksAt(happened, to))
      expect(fewGivenAway(told, happened)).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('nor do they come out of all that is told at one moment, with today up to now', () => {
  fc.assert(
    fc.property(twoDaysOfCustomers, fc.nat(191), (happened, until) => {
      const now = until * quarterMs
      const past = happened.map((quarter, index) => (index < until ? quarter : nobody))
      const blocks = blocksAt(happened, now)
      const rest = { from: blocks.at(-1)?.to ?? 0, to: now }
      const told = [...blocks, ...spansOf(runningBlock(rest, minimum, sumsOf(past)))]
      expect(fewGivenAway(told, past)).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('what is told once is told for ever', () => {
  fc.assert(
    fc.property(twoDaysOfCustomers, fc.nat(191), (happened, until) => {
      const before = blocksAt(happened, until * quarterMs)
      const after = blocksAt(happened, 2 * dayMs)
      expect(after.slice(0, before.length)).toEqual(before)
    }),
  )
})

test('a block lies in a period when all of it does', () => {
  const blocks = { from: 0, ends: [4, 9, 12] }
  expect(spansOf(blocks, { from: 0, to: 8 })).toEqual([{ from: 0, to: 4 }])
  expect(spansOf(blocks, { from: 1, to: 12 })).toEqual([
    { from: 4, to: 9 },
    { from: 9, to: 12 },
  ])
})
