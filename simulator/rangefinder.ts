import type { Random } from './random.ts'
import type { Echo } from './scene/beam.ts'

/** What a model says on the wire: cm and strength, or the codes by which it says that it cannot. */
export interface Frame {
  cm: number
  strength: number
}

interface Model {
  /** Half of the field of view, rad. */
  halfAngle: number
  /** Strength of a white target at 1 m. */
  gain: number
  rangeMm: number
  /** Standard deviation in cm that the strength alone brings, by strength. */
  byStrength: readonly (readonly [strength: number, cm: number])[]
  tooWeak(cm: number, strength: number): Frame
  saturated(cm: number): Frame
  blinded(cm: number, strength: number): Frame
}

const degree = Math.PI / 180
/** Below this strength no model can tell a distance. */
const weakest = 100
const strongest = 0xffff
/** A near mirror saturates the receiver. */
const saturation = 3_000_000
const blindMm = 100
/** Sunlight flickers; below this, about a seventh of the time, the sensor is in the shade. */
const shadow = -1.1

const steadyStrength = [[100, 1] as const, [300, 0.5] as const]

const models = {
  'TFmini-S': {
    halfAngle: degree,
    gain: 25_000,
    rangeMm: 12_000,
    byStrength: steadyStrength,
    tooWeak: (_, strength) => ({ cm: 0xffff, strength }),
    saturated: () => ({ cm: 0xfffe, strength: strongest }),
    blinded: (_, strength) => ({ cm: 0xfffc, strength }),
  },
  'TFmini Plus': {
    halfAngle: 1.8 * degree,
    gain: 16_000,
    rangeMm: 12_000,
    byStrength: steadyStrength,
    tooWeak: (_, strength) => ({ cm: 0, strength }),
    saturated: () => ({ cm: 0, strength: strongest }),
    blinded: (_, strength) => ({ cm: 0, strength: Math.min(strength, weakest - 1) }),
  },
  // It keeps a distance that is not to be believed; only the strength says so.
  'TF-Luna': {
    halfAngle: degree,
    gain: 6_250,
    rangeMm: 8_000,
    byStrength: [
      [100, 3],
      [200, 3],
      [400, 2],
      [1000, 1],
      [2000, 0.5],
    ],
    tooWeak: (cm, strength) => ({ cm, strength }),
    saturated: cm => ({ cm, strength: strongest }),
    blinded: (cm, strength) => ({ cm, strength: Math.min(strength, weakest - 1) }),
  },
} satisfies Record<string, Model>

export type ModelName = keyof typeof models
export const modelNames: readonly [ModelName, ...ModelName[]] = [
  'TFmini-S',
  'TFmini Plus',
  'TF-Luna',
]

export const gainOf = (model: ModelName) => models[model].gain

export interface Rangefinder {
  halfAngle: number
  /** `glare` is how many times stronger than usual an echo must be to be told from the sun. */
  measure(echo: Echo, glare: number): Frame
}

/** What one device adds to its data sheet. */
export interface Device {
  rangefinder: ModelName
  biasMm: number
  /** How many times noisier it is. */
  noise: number
  /** Share of readings that are far too short, for no reason. */
  strays: number
}

/** A rangefinder as its data sheet describes it, with errors of its own. */
export function newRangefinder(device: Device, random: Random): Rangefinder {
  const model: Model = models[device.rangefinder]
  let fold = 0
  let flicker = 0
  return {
    halfAngle: model.halfAngle,
    measure({ mm, power, folds }, glare) {
      // Folds stay for a few readings, and so do the shadows of leaves and people.
      fold = 0.6 * fold + random.normal(0, 0.8)
      if (glare > 1) flicker = 0.8 * flicker + random.normal(0, 0.6)
      if (mm === null || mm > model.rangeMm) return model.tooWeak(randomCm(random), weak(random))
      const light = model.gain * power * Math.exp(folds * fold)
      if (light > saturation) return model.saturated(Math.round(mm / 10))
      const strength = Math.min(strongest - 1, Math.round(light))
      const guess = randomCm(random)
      if (strength <= weakest) return model.tooWeak(guess, Math.min(strength, weakest - 1))
      if (flicker > shadow && light < weakest * glare) {
        return model.blinded(guess, strength)
      }
      if (mm < blindMm && random.chance(0.5)) {
        return { cm: Math.round(random.between(1, 15)), strength }
      }
      const early = random.chance(device.strays) ? random.between(0.3, 0.95) : 1
      const sdMm = 10 * device.noise * Math.max(cmByRange(mm), cmBy(strength, model.byStrength))
      const seenMm = mm * early + device.biasMm + random.normal(0, sdMm)
      return { cm: Math.max(1, Math.round(seenMm / 10)), strength }
    },
  }
}

/** What a frame says to who knows the codes of all models: mm, or null. */
export function mmOf({ cm, strength }: Frame): number | null {
  const usable = cm > 0 && cm < 0xfffc && strength >= weakest && strength < strongest
  return usable ? 10 * cm : null
}

const weak = (random: Random) => Math.floor(random.between(0, 40))
const randomCm = (random: Random) => Math.floor(random.between(1, 800))

/** 0.5 cm up to 2 m, 2.5 cm at 10 m. */
const cmByRange = (mm: number) => Math.max(0.5, 0.25 * (mm / 1000))

function cmBy(strength: number, table: Model['byStrength']): number {
  let [before] = table
  for (const entry of table) {
    if (strength < entry[0]) {
      if (!before || entry === before) return entry[1]
      const share = (strength - before[0]) / (entry[0] - before[0])
      return before[1] + share * (entry[1] - before[1])
    }
    before = entry
  }
  return before?.[1] ?? 0
}
