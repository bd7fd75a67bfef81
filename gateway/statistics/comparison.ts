import { type Interval, intervalOf } from './interval.ts'
import { normalQuantile } from './normal.ts'
import { meanOf, type Sample } from './sample.ts'

export type Verdict = 'higher' | 'lower' | 'cannot-be-told-apart'

export interface Comparison {
  verdict: Verdict
  /** The one minus the other. */
  difference: number
  /** 95 % for all comparisons together. */
  interval: Interval
}

/**
 * Whether one mean is higher than another, when so many comparisons are made at once that one of
 * them would show a difference by chance: 5 % is shared among them (Bonferroni). The interval of
 * the difference is made from those of both: G. Y. Zou and A. Donner, Statistics in Medicine 27
 * (2008) 1693-1702; for shares it is Newcombe's (ibid. 17 (1998) 873-890, method 10).
 */
export function compare(one: Sample, other: Sample, comparisons: number): Comparison | null {
  const z = normalQuantile(1 - 0.025 / comparisons)
  const [ofOne, ofOther] = [intervalOf(one, z), intervalOf(other, z)]
  if (!ofOne || !ofOther) return null
  const [mean, otherMean] = [meanOf(one), meanOf(other)]
  const difference = mean - otherMean
  const low = difference - Math.hypot(mean - ofOne[0], ofOther[1] - otherMean)
  const high = difference + Math.hypot(ofOne[1] - mean, otherMean - ofOther[0])
  const verdict = low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot-be-told-apart'
  return { verdict, difference, interval: [low, high] }
}

export const pairsAmong = (n: number) => (n * (n - 1)) / 2
