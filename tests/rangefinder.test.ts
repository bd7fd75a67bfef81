import { expect, test } from 'vitest'
import { readFrames } from '../firmware/tfmini-frames.ts'
import { seededRandom } from '../simulator/random.ts'
import { type Frame, type ModelName, mmOf, newRangefinder } from '../simulator/rangefinder.ts'

const readings = 20_000

function measure(
  model: ModelName,
  {
    mm,
    reflectance,
    folds = 0,
    glare = 1,
  }: {
    mm: number | null
    reflectance: number
    folds?: number
    glare?: number
  },
): Frame[] {
  const rangefinder = newRangefinder(
    { rangefinder: model, biasMm: 0, noise: 1, strays: 0.003 },
    seededRandom(7),
  )
  const power = mm === null ? 0 : reflectance / (mm / 1000) ** 2
  return Array.from({ length: readings }, () => rangefinder.measure({ mm, power, folds }, glare))
}

/** The standard deviation that the middle of the readings has: strays do not count. */
function deviationCm(frames: Frame[]): number {
  const seen = frames.flatMap(frame => mmOf(frame) ?? []).map(mm => mm / 10)
  const middle = medianOf(seen)
  const rounding = 1 / 12
  const near = seen.filter(cm => Math.abs(cm - middle) < 15)
  const mean = near.reduce((sum, cm) => sum + cm, 0) / near.length
  const variance = near.reduce((sum, cm) => sum + (cm - mean) ** 2, 0) / near.length
  return Math.sqrt(variance - rounding)
}

const medianOf = (values: number[]) =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0

const missingShare = (frames: Frame[]) =>
  frames.filter(frame => mmOf(frame) === null).length / frames.length

test.each([
  ['TFmini-S', 2, 0.5],
  ['TFmini-S', 4, 1],
  ['TFmini-S', 6, 1.5],
  ['TFmini-S', 8, 2],
  ['TFmini-S', 10, 2.5],
  ['TFmini Plus', 4, 1],
  ['TF-Luna', 1, 0.5],
  ['TF-Luna', 4, 2.1],
] as const)('%s at %d m of white paper is off by %d cm', (model, metres, expected) => {
  const found = deviationCm(measure(model, { mm: 1000 * metres, reflectance: 0.9 }))
  expect(Math.abs(found / expected - 1)).toBeLessThan(0.15)
})

test('readings are right in the middle, and a few are far too short', () => {
  const seen = measure('TFmini-S', { mm: 1500, reflectance: 0.4 }).flatMap(one => mmOf(one) ?? [])
  expect(medianOf(seen)).toBe(1500)
  expect(seen.filter(mm => mm > 1600)).toEqual([])
  const short = seen.filter(mm => mm < 1400).length / seen.length
  expect(short).toBeGreaterThan(0.001)
  expect(short).toBeLessThan(0.005)
})

test('the darker and the farther, the more readings are missing', () => {
  const missing = (mm: number, reflectance: number) =>
    missingShare(measure('TF-Luna', { mm, reflectance, folds: 0.6 }))
  const byDistance = [500, 1000, 2000, 2500, 4000].map(mm => missing(mm, 0.1))
  expect(byDistance).toEqual(byDistance.toSorted((one, other) => one - other))
  // The data sheet: black (10 %) up to 2.5 m.
  expect(byDistance[0]).toBe(0)
  expect(byDistance[3]).toBeGreaterThan(0.3)
  expect(byDistance[3]).toBeLessThan(0.7)
  expect(byDistance[4]).toBeGreaterThan(0.9)
})

test('the sun hides what is weak, and not what is strong', () => {
  const missing = (glare: number) =>
    missingShare(measure('TFmini-S', { mm: 700, reflectance: 0.3, glare }))
  expect(missing(1)).toBe(0)
  expect(missing(20)).toBe(0)
  expect(missing(400)).toBeGreaterThan(0.8)
  expect(missing(400)).toBeLessThan(0.9)
})

const cases = {
  'nothing there': { mm: null, reflectance: 0 },
  'too dark': { mm: 2000, reflectance: 0.001 },
  'a mirror': { mm: 120, reflectance: 5 },
  sun: { mm: 3000, reflectance: 0.3, glare: 1e6 },
}

test.each([
  ['TFmini-S', [0xffff, 0xffff, 0xfffe, 0xfffc]],
  ['TFmini Plus', [0, 0, 0, 0]],
] as const)('%s says by a code that it cannot see', (model, codes) => {
  const said = Object.values(cases).map(target => {
    const unseen = measure(model, target).filter(frame => mmOf(frame) === null)
    return [...new Set(unseen.map(({ cm }) => cm))]
  })
  expect(said).toEqual(codes.map(code => [code]))
})

test('a TF-Luna says distances that only their strength unmasks', () => {
  const [first] = measure('TF-Luna', cases['too dark'])
  expect(first?.cm).toBeLessThan(800)
  expect(first?.strength).toBeLessThan(100)
  expect(missingShare(measure('TF-Luna', cases['too dark']))).toBe(1)
})

test.each([
  'TFmini-S',
  'TFmini Plus',
  'TF-Luna',
] as const)('the firmware reads the frames of a %s the same', model => {
  for (const target of [...Object.values(cases), { mm: 700, reflectance: 0.3 }]) {
    for (const frame of measure(model, target).slice(0, 200)) {
      expect(readFrames(new Uint8Array(), bytesOf(frame)).readings).toEqual([{ mm: mmOf(frame) }])
    }
  }
})

function bytesOf({ cm, strength }: Frame): Uint8Array {
  const head = [0x59, 0x59, cm & 0xff, cm >> 8, strength & 0xff, strength >> 8, 0, 0]
  return Uint8Array.from([...head, head.reduce((sum, byte) => sum + byte, 0) & 0xff])
}
