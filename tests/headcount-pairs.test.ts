import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findingsOf, matchTaps, type SeenVisit } from '../gateway/counting/headcount.ts'

const second = 1000
const aVisit = (from: number, to: number, nearestMm = 600): SeenVisit => ({
  from: from * second,
  to: to * second,
  nearestMm,
})
const pairs = (taps: number[], visits: SeenVisit[]) =>
  matchTaps(
    taps.map(tap => tap * second),
    visits,
  ).map(({ tap, visit }) => [tap / second, visit.from / second])

describe('a tap and a visit belong together', () => {
  test('when the tap fell into the visit, or ten seconds around it', () => {
    expect(pairs([105], [aVisit(100, 120)])).toEqual([[105, 100]])
    expect(pairs([90], [aVisit(100, 120)])).toEqual([[90, 100]])
    expect(pairs([130], [aVisit(100, 120)])).toEqual([[130, 100]])
    expect(pairs([89], [aVisit(100, 120)])).toEqual([])
    expect(pairs([131], [aVisit(100, 120)])).toEqual([])
  })

  test('once: a second tap for the same visit is a customer whom the sensor missed', () => {
    expect(pairs([105, 110], [aVisit(100, 120)])).toHaveLength(1)
  })

  test('so that as many as possible do, though one could take the other’s', () => {
    expect(pairs([118, 125], [aVisit(100, 120), aVisit(121, 150)])).toEqual([
      [118, 100],
      [125, 121],
    ])
  })
})

test('no other choice pairs more taps and visits', () => {
  const moment = fc.integer({ min: 0, max: 120 })
  const visit = fc.record({ from: moment, stay: fc.integer({ min: 0, max: 40 }) })
  fc.assert(
    fc.property(
      fc.array(moment, { maxLength: 6 }),
      fc.array(visit, { maxLength: 6 }),
      (taps, stays) => {
        const visits = stays.map(({ from, stay }) => aVisit(from, from + stay))
        expect(pairs(taps, visits)).toHaveLength(mostPairs(taps, visits))
      },
    ),
    { numRuns: 500 },
  )
})

/** By trying everything. */
function mostPairs([tap, ...taps]: number[], visits: SeenVisit[]): number {
  if (tap === undefined) return 0
  const without = mostPairs(taps, visits)
  const withIt = visits.map((visit, index) =>
    tap * second >= visit.from - 10_000 && tap * second <= visit.to + 10_000
      ? 1 + mostPairs(taps, visits.toSpliced(index, 1))
      : 0,
  )
  return Math.max(without, ...withIt)
}

describe('a zone is proposed', () => {
  const customers = [0, 100, 200, 300].map(from => aVisit(from, from + 30, 500 + from))
  const taps = [10, 110, 210, 310].map(at => at * second)
  const proposeZone = (...given: Parameters<typeof findingsOf>) => findingsOf(...given).zone

  test('that spares people farther away whom nobody counted', () => {
    const passersBy = [aVisit(50, 53, 1400), aVisit(150, 153, 1500)]
    expect(proposeZone(taps, [...customers, ...passersBy])).toMatchObject({
      nearMm: 250,
      farMm: 1100,
      matched: 4,
      visits: 4,
    })
  })

  test('that loses a customer where it spares many others', () => {
    const passersBy = [50, 150, 250, 350].map(from => aVisit(from, from + 3, 1000 + from))
    const farAway = aVisit(400, 430, 1360)
    expect(
      proposeZone([...taps, 410 * second], [...customers, ...passersBy, farAway]),
    ).toMatchObject({
      nearMm: 250,
      farMm: 925,
      matched: 4,
      visits: 4,
    })
  })

  test('that leaves nobody out who is as near as somebody inside, nor lets the next one in', () => {
    const near = [0, 100, 200].map(from => aVisit(from, from + 30, 700))
    const passersBy = [aVisit(50, 53, 701), aVisit(150, 153, 701)]
    expect(proposeZone(taps.slice(0, 3), [...near, ...passersBy])).toMatchObject({ farMm: 700 })
  })

  test('not for a single visit too many, nor when customers and others stand alike', () => {
    expect(proposeZone(taps, [...customers, aVisit(50, 53, 1400)])).toBeNull()
    const alike = [aVisit(50, 53, 600), aVisit(150, 153, 700)]
    expect(proposeZone(taps, [...customers, ...alike])).toBeNull()
    expect(proposeZone([], customers)).toBeNull()
  })
})
