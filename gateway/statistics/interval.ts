import { meanOf, type Sample, scatterOf, sizeOf } from './sample.ts'

export type Interval = [low: number, high: number]

/** Two-sided 95 %. */
export const z95 = 1.959964

/**
 * The interval in which a mean lies. On the way from `lowest` to `highest` it is Wilson's interval
 * of a share, for as many customers as it would take to scatter so little: with two scores only it
 * is Wilson's own. Sources and coverage: INDICES.md.
 */
export function intervalOf(sample: Sample, z = z95): Interval | null {
  const { lowest, highest } = sample
  const n = sizeOf(sample)
  if (n === 0) return null
  if (lowest === highest) return [lowest, highest]
  const share = (meanOf(sample) - lowest) / (highest - lowest)
  // Ratings of a scale that is no longer asked for.
  if (share < 0 || share > 1) return null
  const [low, high] = wilson(share, n / spreadOf(sample), z)
  return [lowest + low * (highest - lowest), lowest + high * (highest - lowest)]
}

/** E. B. Wilson, Journal of the American Statistical Association 22 (1927) 209-212. */
function wilson(share: number, n: number, z: number): Interval {
  const middle = share + z ** 2 / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  const whole = 1 + z ** 2 / n
  // Rounding must not push a bound past the ends, nor off an end that was seen.
  const low = share === 0 ? 0 : Math.max(0, (middle - half) / whole)
  const high = share === 1 ? 1 : Math.min(1, (middle + half) / whole)
  return [low, high]
}

/** Few scores scatter less than they should: this much of a customer is added at either end. */
const unseen = 0.15

/** The variance, as a share of the most that a sample of this mean can have. */
function spreadOf({ scores, lowest, highest }: Sample): number {
  const sample = {
    scores: [...scores, [lowest, unseen] as const, [highest, unseen] as const],
    lowest,
    highest,
  }
  const mean = meanOf(sample)
  const n = sizeOf(sample)
  return Math.min(1, scatterOf(sample) / n / ((mean - lowest) * (highest - mean)))
}
