import { type Interval, intervalOf } from './interval.ts'
import { studentQuantile } from './normal.ts'
import { meanOf, type Sample, sizeOf } from './sample.ts'

/** One quarter-hour in which both were known. */
export interface Pair {
  /** Customers that the sensor saw. */
  sensor: number
  /** Customers that the till knows of. */
  till: number
}

/** How many customers one seen by the sensor stands for: 1.05 where it misses one in twenty. */
export interface SensorError {
  ratio: number
  /** 95 %. */
  interval: Interval
}

/** Fewer quarter-hours do not tell how much they differ. */
const fewestPairs = 8

/** The ratio estimator: W. G. Cochran, "Sampling Techniques", 3rd edition (1977), chapter 6. */
export function sensorErrorOf(pairs: Pair[]): SensorError | null {
  const n = pairs.length
  const seen = pairs.reduce((sum, { sensor }) => sum + sensor, 0)
  const sold = pairs.reduce((sum, { till }) => sum + till, 0)
  if (n < fewestPairs || seen === 0 || sold === 0) return null
  const ratio = sold / seen
  const scatter = pairs.reduce((sum, { sensor, till }) => sum + (till - ratio * sensor) ** 2, 0)
  const deviation = Math.sqrt((n / (n - 1)) * scatter) / seen
  const half = studentQuantile(0.975, n - 1) * deviation
  return { ratio, interval: [Math.max(0, ratio - half), ratio + half] }
}

/**
 * An index of the customers that the sensor saw, set right, with both uncertainties in its
 * interval: relative errors add as squares. G. Y. Zou and A. Donner, Statistics in Medicine 27
 * (2008) 1693-1702.
 */
export function withSensorError(
  sample: Sample,
  { ratio, interval: [fewest, most] }: SensorError,
): { value: number; interval: Interval } | null {
  // Customers whom the sensor missed were silent; those it made up were too.
  const missed = sizeOf(sample) * (ratio - 1)
  const right = { ...sample, scores: [...sample.scores, [0, missed] as const] }
  const bounds = intervalOf(right)
  if (!bounds || fewest === 0) return null
  const [low, high] = bounds
  const value = meanOf(right)
  if (value === 0) return { value, interval: [0, (high * ratio) / fewest] }
  const below = Math.hypot(Math.log(value / low), Math.log(most / ratio))
  const above = Math.hypot(Math.log(high / value), Math.log(ratio / fewest))
  return {
    value,
    interval: [value * Math.exp(-below), Math.min(sample.highest, value * Math.exp(above))],
  }
}
