import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indicesOf } from '../gateway/counting/indices.ts'

const fiveButtons = [1, 2, 3, 4, 5]

function indices(served: number | null, answers: Record<string, number>, more: object = {}) {
  const period = { served, answers, scale: fiveButtons, survey: 'spontaneous', threshold: 0.6 }
  return indicesOf({ ...period, ...more } as Parameters<typeof indicesOf>[0])
}

test.each([
  ['20×5 3×4 2×3 1×2 4×1', { 5: 20, 4: 3, 3: 2, 2: 1, 1: 4 }, [0.2, 0.24, 0.1, 0.3]],
  ['10×1', { 1: 10 }, [0, 0.1, 0.1, 0.1]],
  ['10×4', { 4: 10 }, [0, 0.4, 0.1, 0.1]],
  ['nobody', {}, [0, 0, 0, 0]],
])('of 100 served, %s', (_name, answers, [support, criticality, share, response]) => {
  const found = indices(100, answers)
  expect(found.supportIndex).toBe(support)
  expect(found.criticalityIndex).toBe(criticality)
  expect(found.criticalShare).toBe(share)
  expect(found.responseRate).toBe(response)
  expect(found.csat).toMatchObject({ relevant: false, reason: 'response-rate' })
})

test('60 answers of 100 open the gate, 59 do not', () => {
  expect(indices(100, { 5: 30, 1: 30 }).nps).toEqual({
    relevant: true,
    value: 0,
    numerator: 0,
    denominator: 60,
    range: [-40, 40],
    interval: [expect.closeTo(-24.53, 2), expect.closeTo(24.53, 2)],
  })
  expect(indices(100, { 5: 30, 1: 29 }).nps).toMatchObject({
    relevant: false,
    reason: 'response-rate',
    missing: 1,
  })
})

test('exactly the threshold passes, whatever binary fractions make of it', () => {
  for (let served = 5; served <= 5000; served += 5) {
    const needed = (served * 3) / 5
    expect(indices(served, { 5: needed }).nps.relevant, `${needed} of ${served}`).toBe(true)
    expect(indices(served, { 5: needed - 1 }).nps).toMatchObject({ missing: 1 })
  }
})

test('without served customers every index is null, never 0', () => {
  const { supportIndex, criticalityIndex, criticalShare, responseRate, nps } = indices(0, { 5: 3 })
  expect([supportIndex, criticalityIndex, criticalShare, responseRate]).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect(nps).toEqual({
    relevant: false,
    reason: 'no-served-customers',
    missing: null,
    range: null,
  })
})

test('when nobody counted the customers, shares are unknown', () => {
  const found = indices(null, { 5: 3 })
  expect(found.supportIndex).toBeNull()
  expect(found.nps).toMatchObject({ relevant: false, reason: 'served-unknown' })
})

test('more answers than customers is a fault and opens no gate', () => {
  for (const survey of ['spontaneous', 'sample', 'census']) {
    expect(indices(2, { 5: 3 }, { survey }).nps).toEqual({
      relevant: false,
      reason: 'more-answers-than-customers',
      missing: null,
      range: null,
    })
  }
})

test('a sample is relevant however few answered, an empty one is not', () => {
  expect(indices(100, { 5: 1 }, { survey: 'sample' }).csat).toMatchObject({ value: 1 })
  expect(indices(100, {}, { survey: 'sample' }).csat).toMatchObject({ reason: 'no-answers' })
})

test('NPS on 0-10: promoters from 9, detractors to 6', () => {
  const scale = Array.from({ length: 11 }, (_, rating) => rating)
  const answers = { 10: 2, 9: 3, 8: 1, 7: 1, 6: 2, 0: 1 }
  expect(indices(10, answers, { scale }).nps).toMatchObject({ relevant: true, value: 20 })
})

test('a scale on which an index means nothing has none', () => {
  const found = indices(10, { 2: 8 }, { scale: [1, 2] })
  expect(found.nps).toMatchObject({ reason: 'scale' })
  expect(found.csat).toMatchObject({ reason: 'scale' })
  expect(found.ces).toMatchObject({ reason: 'scale' })
  expect(found.csatMean).toMatchObject({ value: 2 })
})

test('CSAT, its mean, CES and CSI of ten customers', () => {
  const found = indices(10, { 5: 4, 4: 2, 3: 1, 2: 1, 1: 2 })
  expect(found.csat).toMatchObject({ value: 0.6 })
  expect(found.csatMean).toMatchObject({ value: 3.5 })
  expect(found.ces).toMatchObject({ value: 3.5 })
  expect(found.csi).toMatchObject({ value: 62.5 })
})

test('whatever the silent customers think, the index of all lies in its range', () => {
  const counts = fc.array(fc.nat(30), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(counts, counts, (told, silent) => {
      const byRating = (counts: number[]) =>
        Object.fromEntries(counts.map((n, index) => [index + 1, n]))
      const served = [...told, ...silent].reduce((a, b) => a + b, 0)
      fc.pre(served > 0)
      const found = indices(served, byRating(told))
      const all = indices(served, byRating(told.map((n, index) => n + (silent[index] ?? 0))))
      for (const metric of ['nps', 'csat', 'csatMean', 'ces', 'csi'] as const) {
        const [low, high] = found[metric].range ?? [0, 0]
        const truth = all[metric].relevant ? all[metric].value : Number.NaN
        expect(truth).toBeGreaterThanOrEqual(low - 1e-9)
        expect(truth).toBeLessThanOrEqual(high + 1e-9)
      }
      const [low, high] = found.topShareRange ?? [0, 0]
      expect(all.supportIndex).toBeGreaterThanOrEqual(low - 1e-9)
      expect(all.supportIndex).toBeLessThanOrEqual(high + 1e-9)
      expect(found.responseRate).toBeCloseTo(
        (found.supportIndex ?? 0) + (found.criticalShare ?? 0),
        12,
      )
    }),
  )
})
