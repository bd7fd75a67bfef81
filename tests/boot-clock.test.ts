import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  hearWitness,
  type Knot,
  type Knots,
  mayBind,
  timeAt,
} from '../gateway/counting/boot-clock.ts'
import { monday } from './support/events.ts'

const minute = 60_000
const day = 24 * 60 * minute

function someKnots(known = new Map<number, Knot>()): Knots {
  const nearest = (places: number[]) => known.get(places[0] ?? -1) ?? null
  const places = () => [...known.keys()].sort((a, b) => a - b)
  return {
    get: at => known.get(at) ?? null,
    before: at =>
      nearest(
        places()
          .filter(one => one < at)
          .reverse(),
      ),
    after: at => nearest(places().filter(one => one > at)),
    set: knot => void known.set(knot.at, knot),
  }
}

/** A clock that runs wrong by `ppm`: its `up` at a moment (ms since the boot) by the true clock. */
const upBy = (ppm: number) => (after: number) => Math.round(after * (1 + ppm / 1e6))

/** Times of all events by their arrivals, each arriving `delay` after it happened. */
function placed(events: { after: number; delay: number }[], ppm: number) {
  const knots = someKnots()
  const upOf = upBy(ppm)
  for (const { after, delay } of events) {
    hearWitness(knots, upOf(after), monday + after + delay - upOf(after))
  }
  return events.map(({ after }) => {
    const { time, errorMs } = timeAt(knots, upOf(after))
    return { time, errorMs, wrongBy: time - (monday + after) }
  })
}

test.each([
  -500, -50, 0, 50, 500,
])('a clock wrong by %d ppm, heard once a minute for two days, is right within a second', ppm => {
  const events = Array.from({ length: 2 * 24 * 60 }, (_, n) => ({
    after: n * minute + (n % 7) * 1000,
    delay: 20 + (n % 13) * 15,
  }))
  const found = placed(events, ppm)
  expect(Math.max(...found.map(({ wrongBy }) => Math.abs(wrongBy)))).toBeLessThan(1000)
  expect(Math.max(...found.map(({ errorMs }) => errorMs))).toBeLessThanOrEqual(2000)
  const times = found.map(({ time }) => time)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
})

test.each([-500, 500])('three days without a link, told at once: %d ppm', ppm => {
  const live = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, n) => ({ after: (from + n) * minute, delay: 50 }))
  const offline = Array.from({ length: 3 * 24 * 4 }, (_, n) => {
    const after = 60 * minute + n * 15 * minute
    return { after, delay: 60 * minute + 3 * day - after }
  })
  const events = [...live(0, 60), ...offline, ...live(60 + 3 * 24 * 60, 120 + 3 * 24 * 60)]
  const found = placed(events, ppm)
  for (const { wrongBy, errorMs } of found) expect(Math.abs(wrongBy)).toBeLessThanOrEqual(errorMs)
  // Known well enough to be counted in a quarter-hour.
  expect(Math.max(...found.map(({ errorMs }) => errorMs))).toBeLessThan(7.5 * minute)
  const times = found.map(({ time }) => time)
  expect(times).toEqual(times.toSorted((one, other) => one - other))
})

test('whatever the delays and the order of arrival, order is kept and the result is the same', () => {
  const events = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 3 * day }),
      delay: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: day })),
    }),
    { minLength: 1, maxLength: 40 },
  )
  const shuffled = events.chain(all =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  )
  fc.assert(
    fc.property(shuffled, fc.integer({ min: -500, max: 500 }), ([told, arrived], ppm) => {
      const byAfter = (list: typeof told) =>
        placed(list, ppm)
          .map((place, index) => ({ ...place, after: list[index]?.after ?? 0 }))
          .sort((one, other) => one.after - other.after)
      const inOrder = byAfter(told)
      expect(byAfter(arrived)).toEqual(inOrder)
      for (const [index, { time }] of inOrder.entries()) {
        expect(time).toBeGreaterThanOrEqual(inOrder[index - 1]?.time ?? 0)
      }
      // No event is placed after it arrived, but for what the clock may stray between two knots.
      for (const { after, delay } of told) {
        const found = inOrder.find(place => place.after === after)
        expect(found?.time).toBeLessThanOrEqual(monday + after + delay + 200)
      }
    }),
    { numRuns: 500 },
  )
})

test('witnesses that bind nothing can be removed: the clock stays, and reaches as far', () => {
  const witnesses = fc.array(
    fc.record({
      up: fc.integer({ min: 0, max: 90 * minute }),
      delay: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 10 * minute })),
      isMeant: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  let removed = 0
  fc.assert(
    fc.property(witnesses, all => {
      const heard = new Map<number, Knot>()
      const knots = someKnots(heard)
      for (const { up, delay } of all) hearWitness(knots, up, monday + delay)
      const left = new Map<number, Knot>()
      const kept = all.filter(
        ({ up, delay, isMeant }) => !isMeant || mayBind(knots, up, monday + delay),
      )
      for (const { up, delay } of kept) hearWitness(someKnots(left), up, monday + delay)
      removed += all.length - kept.length
      const ends = (of: Map<number, Knot>) => [Math.min(...of.keys()), Math.max(...of.keys())]
      expect(ends(left)).toEqual(ends(heard))
      for (const [at, knot] of left) expect(knot).toEqual(heard.get(at))
    }),
    { numRuns: 1000 },
  )
  expect(removed).toBeGreaterThan(1000)
})
