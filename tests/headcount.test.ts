import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchTaps, proposeZone, type SeenVisit } from '../gateway/counting/headcount.ts'
import { messageOf } from '../gateway/message.ts'

import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'

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

  test('that spares people farther away whom nobody counted', () => {
    const passersBy = [aVisit(50, 53, 1400), aVisit(150, 153, 1500)]
    expect(proposeZone(taps, [...customers, ...passersBy])).toEqual({
      nearMm: 250,
      farMm: 1100,
      matched: 4,
      visits: 4,
    })
  })

  test('not for a single visit too many, nor when customers and others stand alike', () => {
    expect(proposeZone(taps, [...customers, aVisit(50, 53, 1400)])).toBeNull()
    const alike = [aVisit(50, 53, 600), aVisit(150, 153, 700)]
    expect(proposeZone(taps, [...customers, ...alike])).toBeNull()
    expect(proposeZone([], customers)).toBeNull()
  })
})

interface Begun {
  id: number
  from: number
  to: number
}

async function post<Answer>(http: string, path: string, body: unknown) {
  const answer = await fetch(`${http}${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, ...((await answer.json()) as Answer) }
}

test('a quarter of an hour of tapping says how many customers the sensor saw', async () => {
  let now = monday
  const gateway = await aGateway({ now: () => now })
  const boot = aBoot()
  const come = (at: number, visit: number) => [
    boot(at, { kind: 'arrived', visit }),
    boot(at + 20_000, { kind: 'left', visit, stayMs: 20_000 }),
  ]
  const told = [
    boot(0, { kind: 'started' }),
    ...come(60_000, 1),
    ...come(120_000, 2),
    ...come(240_000, 3),
    // A spare button taps too.
    boot(300_000, { kind: 'pressed', button: 6 }),
  ]
  await Promise.all(told.map(event => gateway.receive(messageOf(toldBy('counter-1', event)))))

  const begun = await post<Begun>(gateway.http, '/api/headcounts', { touchpoint: 'counter-1' })
  expect(begun).toMatchObject({ status: 200, from: monday, to: monday + 15 * 60_000 })
  const taps = `/api/headcounts/${begun.id}/taps`
  for (const at of [65_000, 130_000, 130_000, 180_000]) {
    expect((await post(gateway.http, taps, { at: monday + at })).status).toBe(200)
  }
  expect(await post(gateway.http, taps, { at: monday - 1 })).toMatchObject({ status: 400 })
  expect(await post(gateway.http, '/api/headcounts/77/taps', { at: monday })).toMatchObject({
    status: 404,
    error: 'expected a headcount that was begun, found 77',
  })

  now = monday + 400_000
  const ended = await post(gateway.http, `/api/headcounts/${begun.id}/end`, {})
  expect(ended).toMatchObject({
    to: now,
    taps: 4,
    visits: 3,
    matched: 2,
    recall: { value: 0.5 },
    precision: { value: 2 / 3 },
    missed: [monday + 180_000, monday + 300_000],
    extra: [{ from: monday + 240_000 }],
    zone: null,
  })
  const { headcounts } = await gateway.get<{ headcounts: unknown[] }>(
    '/api/headcounts?touchpoint=hall/counter-1',
  )
  const { status, ...result } = ended
  expect(headcounts).toEqual([result])
})
