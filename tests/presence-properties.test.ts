import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newRemote, observe } from '../firmware/remote.ts'
import type { RemoteFact } from '../shared/events.ts'
import { seededRandom } from '../simulator/random.ts'
import { type PictureReading, readingsOf, toldOf } from './support/pictures.ts'

/** Whatever a laser may say: steady stretches, walks, noise, holes, times that stand still. */
const stretch = fc.record({
  readings: fc.integer({ min: 1, max: 400 }),
  stepMs: fc.integer({ min: 0, max: 300 }),
  from: fc.integer({ min: 0, max: 12_000 }),
  to: fc.integer({ min: 0, max: 12_000 }),
  noise: fc.integer({ min: 0, max: 500 }),
  missing: fc.constantFrom(0, 0.1, 0.5, 0.95, 1),
})
const streams = fc.tuple(fc.array(stretch, { minLength: 1, maxLength: 30 }), fc.nat())

type Stream = typeof streams extends fc.Arbitrary<infer Value> ? Value : never

function* streamOf([stretches, seed]: Stream): Generator<PictureReading> {
  let up = 0
  const random = seededRandom(seed)
  for (const { readings, stepMs, from, to, noise, missing } of stretches) {
    for (let n = 0; n < readings; n += 1) {
      up += stepMs
      const mm = from + ((to - from) * n) / readings + random.between(-noise / 2, noise / 2)
      yield { up, mm: random.chance(missing) ? null : Math.max(0, Math.round(mm)) }
    }
  }
}

const told = (readings: Iterable<PictureReading>): RemoteFact[] => {
  const remote = newRemote(5)
  return [...readings].flatMap(reading => observe(remote, { kind: 'sample', ...reading }))
}

test('whatever the laser says, customers arrive and leave in turn and in order', () => {
  fc.assert(
    fc.property(streams, stream => {
      const facts = told(streamOf(stream))
      facts.forEach((fact, n) => {
        expect(fact.kind).toBe(n % 2 === 0 ? 'arrived' : 'left')
        expect(fact.up).toBeGreaterThanOrEqual(facts[n - 1]?.up ?? 0)
        expect(Number.isInteger(fact.up)).toBe(true)
        if (fact.kind === 'arrived') expect(fact.visit).toBe(n / 2 + 1)
        if (fact.kind === 'left') expect(fact.stayMs).toBe(fact.up - (facts[n - 1]?.up ?? 0))
      })
    }),
    { numRuns: 200 },
  )
})

test('what the remote remembers does not grow', () => {
  fc.assert(
    fc.property(streams, stream => {
      const remote = newRemote(5)
      for (const reading of streamOf(stream)) observe(remote, { kind: 'sample', ...reading })
      expect(JSON.stringify(remote).length).toBeLessThan(4000)
    }),
    { numRuns: 50 },
  )
})

test('the same scene means the same customers, however often a second it is looked at', () => {
  const mark = fc.constantFrom('....', '#', '??')
  const scene = fc
    .array(fc.tuple(mark, fc.integer({ min: 10, max: 60 })), { minLength: 2, maxLength: 8 })
    .map(
      parts =>
        `${parts.map(([mark, n]) => mark.repeat(mark === '#' ? n : 4)).join('....')}........`,
    )
  fc.assert(
    fc.property(scene, fc.constantFrom(5, 10, 50, 100), (picture, hz) => {
      const usual = toldOf(picture, { hz: 20 })
      const other = toldOf(picture, { hz })
      expect(other.map(({ kind }) => kind)).toEqual(usual.map(({ kind }) => kind))
      other.forEach((fact, n) => {
        expect(Math.abs(fact.up - (usual[n]?.up ?? 0))).toBeLessThan(1000)
      })
    }),
    { numRuns: 100 },
  )
})

test('a day of customers is counted in the memory of one reading', () => {
  const day = `${'#'.repeat(40)}${'.'.repeat(20)}`.repeat(200)
  const remote = newRemote(5)
  let size = 0
  for (const reading of readingsOf(day)) {
    observe(remote, { kind: 'sample', ...reading })
    size = Math.max(size, JSON.stringify(remote.presence).length)
  }
  expect(size).toBeLessThan(4000)
})
