import type { Gated, Indices, Survey } from '../../shared/numbers.ts'
import { intervalOf } from '../statistics/interval.ts'
import { pointsIn, type Sample, sizeOf } from '../statistics/sample.ts'
import { type Relevance, relevanceOf } from './relevance.ts'
import { type IndexName, ofServed, type Score, sampleOf, scoresOf } from './scores.ts'

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

/** Rises when a formula changes. */
export const definition = 'indices-1'

/** All indices of a period. Formulas and sources: INDICES.md. */
export function indicesOf(period: Answers): Indices {
  const { served, answers, survey, threshold } = period
  const scores = scoresOf(period.scale)
  const total = pointsIn(sampleOf(scores.responseRate, answers, 0))
  const relevance = relevanceOf(served, total, survey, threshold)
  const silent = served === null || total > served ? null : served - total

  const numerators = byIndex(index => pointsIn(sampleOf(scores[index], answers, 0)))
  const share = (n: number) => (served === null || served === 0 ? null : n / served)
  const shares = byIndex(index => share(numerators[index]))
  const intervals = byIndex(index =>
    silent === null ? null : intervalOf(sampleOf(scores[index], answers, silent)),
  )
  const { supportIndex, criticalShare } = shares
  const isBounded = silent !== null && supportIndex !== null && criticalShare !== null
  const gate = (score: Score | null) => gated(score, answers, silent, relevance)

  return {
    ...shares,
    numerators,
    intervals,
    topShareRange: isBounded ? [supportIndex, 1 - criticalShare] : null,
    nps: gate(scores.nps),
    csat: gate(scores.csat),
    csatMean: gate(scores.csatMean),
    ces: gate(scores.ces),
    csi: gate(scores.csi),
  }
}

/** The customers whose mean an index is; null where it is unknown or not relevant. */
export function customersOf(index: IndexName, period: Answers): Sample | null {
  const { served, answers, survey, threshold } = period
  const scores = scoresOf(period.scale)
  const score = scores[index]
  const total = pointsIn(sampleOf(scores.responseRate, answers, 0))
  if (ofServed.some(name => name === index)) {
    return served && total <= served && score ? sampleOf(score, answers, served - total) : null
  }
  const { relevant } = relevanceOf(served, total, survey, threshold)
  return relevant && score ? sampleOf(score, answers, 0) : null
}

/** What is told where there are too few to tell anything of. */
export function hiddenIndices(): Indices {
  const unknown = byIndex(() => null)
  const gated: Gated = { relevant: false, reason: 'hidden', missing: null, range: null }
  return {
    ...unknown,
    numerators: unknown,
    intervals: unknown,
    topShareRange: null,
    ...{ nps: gated, csat: gated, csatMean: gated, ces: gated, csi: gated },
  }
}

export const byIndex = <Value>(of: (index: (typeof ofServed)[number]) => Value) => ({
  supportIndex: of('supportIndex'),
  criticalityIndex: of('criticalityIndex'),
  criticalShare: of('criticalShare'),
  responseRate: of('responseRate'),
})

function gated(
  score: Score | null,
  answers: Record<string, number>,
  silent: number | null,
  relevance: Relevance,
): Gated {
  if (!score) return { relevant: false, reason: 'scale', missing: null, range: null }
  const sample = sampleOf(score, answers, 0)
  const numerator = pointsIn(sample)
  const denominator = sizeOf(sample)
  const everybody = denominator + (silent ?? 0)
  const range: Gated['range'] =
    silent === null || everybody === 0
      ? null
      : [
          (numerator + silent * score.lowest) / everybody,
          (numerator + silent * score.highest) / everybody,
        ]
  if (relevance.relevant) {
    const value = numerator / denominator
    return { relevant: true, value, numerator, denominator, range, interval: intervalOf(sample) }
  }
  const missing = relevance.reason === 'response-rate' ? relevance.missing : null
  return { relevant: false, reason: relevance.reason, missing, range }
}
