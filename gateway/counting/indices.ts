import type { Gated, Indices, Survey } from '../../shared/numbers.ts'
import { type Relevance, relevanceOf } from './relevance.ts'

export interface Answers {
  /** Null when nobody counted them. */
  served: number | null
  /** Number of answers by rating. */
  answers: Record<string, number>
  /** The ratings that can be given. */
  scale: number[]
  survey: Survey
  /** Response rate at which the gate opens. */
  threshold: number
}

/** All indices of a period. Formulas: README, section "The indices". */
export function indicesOf(period: Answers): Indices {
  const { served, survey, threshold } = period
  const counts = Object.entries(period.answers).map(([rating, n]) => [Number(rating), n] as const)
  const total = sum(counts, () => 1)
  const highest = Math.max(...period.scale)
  const lowest = Math.min(...period.scale)
  const top = sum(counts, rating => (rating === highest ? 1 : 0))
  const other = total - top
  const otherSum = sum(counts, rating => (rating === highest ? 0 : rating))
  const share = (n: number) => (served === null || served === 0 ? null : n / served)

  const relevance = relevanceOf(served, total, survey, threshold)
  const silent = served === null || total > served ? null : served - total
  const gate = (score: Score | null) => gated(score, counts, total, silent, relevance)
  const mean: Score = { of: rating => rating, lowest, highest }

  return {
    supportIndex: share(top),
    criticalityIndex: share(otherSum),
    criticalShare: share(other),
    responseRate: share(total),
    topShareRange: silent === null || !served ? null : [top / served, 1 - other / served],
    nps: gate(npsScore(period.scale)),
    csat: gate(csatScore(period.scale)),
    csatMean: gate(mean),
    ces: gate(lowest === 1 && highest === 5 ? mean : null),
    csi: gate(csiScore(lowest, highest)),
  }
}

/** An index that is a mean over customers: what one rating adds, and the most and least it can. */
interface Score {
  of: (rating: number) => number
  lowest: number
  highest: number
}

/** Promoters minus detractors, in percent: 9-10 and 0-6 of 0-10; on five buttons 5 and 1-3. */
function npsScore(scale: number[]): Score | null {
  const limits = npsLimits(scale)
  if (!limits) return null
  const of = (rating: number) =>
    rating >= limits.promoter ? 100 : rating <= limits.detractor ? -100 : 0
  return { of, lowest: -100, highest: 100 }
}

function npsLimits(scale: number[]): { promoter: number; detractor: number } | null {
  const [lowest, highest] = [Math.min(...scale), Math.max(...scale)]
  if (lowest === 0 && highest === 10) return { promoter: 9, detractor: 6 }
  if (lowest === 1 && highest === 5) return { promoter: 5, detractor: 3 }
  return null
}

/** Share of the two highest ratings; with only two ratings it would always be 1. */
function csatScore(scale: number[]): Score | null {
  const second = [...new Set(scale)].sort((a, b) => b - a)[1]
  if (scale.length < 3 || second === undefined) return null
  return { of: rating => (rating >= second ? 1 : 0), lowest: 0, highest: 1 }
}

/** The mean rating on a scale of 0 to 100: a questionnaire of one question. */
function csiScore(lowest: number, highest: number): Score | null {
  if (lowest === highest) return null
  const of = (rating: number) => (100 * (rating - lowest)) / (highest - lowest)
  return { of, lowest: 0, highest: 100 }
}

function gated(
  score: Score | null,
  counts: (readonly [rating: number, n: number])[],
  total: number,
  silent: number | null,
  relevance: Relevance,
): Gated {
  if (!score) return { relevant: false, reason: 'scale', missing: null, range: null }
  const points = sum(counts, score.of)
  const everybody = total + (silent ?? 0)
  const range: Gated['range'] =
    silent === null || everybody === 0
      ? null
      : [
          (points + silent * score.lowest) / everybody,
          (points + silent * score.highest) / everybody,
        ]
  if (relevance.relevant) return { relevant: true, value: points / total, range }
  const missing = relevance.reason === 'response-rate' ? relevance.missing : null
  return { relevant: false, reason: relevance.reason, missing, range }
}

function sum(
  counts: (readonly [rating: number, n: number])[],
  of: (rating: number) => number,
): number {
  return counts.reduce((total, [rating, n]) => total + n * of(rating), 0)
}
