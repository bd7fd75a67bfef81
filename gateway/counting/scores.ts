import type { Sample } from '../statistics/sample.ts'

/** What one customer adds to an index, by their rating; and the least and most that can be. */
export interface Score {
  of: (rating: number) => number
  lowest: number
  highest: number
}

/** Indices of all served customers; who is silent adds nothing. */
export const ofServed = [
  'supportIndex',
  'criticalityIndex',
  'criticalShare',
  'responseRate',
] as const
type OfServed = (typeof ofServed)[number]

/** Indices of those who answered, behind the relevance gate. */
export const ofAnswers = ['nps', 'csat', 'csatMean', 'ces', 'csi'] as const
type OfAnswers = (typeof ofAnswers)[number]

export const indexNames = [...ofServed, ...ofAnswers]
export type IndexName = (typeof indexNames)[number]

/** Of each index what a rating adds to it; null where it means nothing on a scale. */
export function scoresOf(
  scale: number[],
): Record<OfServed, Score> & Record<OfAnswers, Score | null> {
  const [highest = 0, second = highest] = [...new Set(scale)].sort((a, b) => b - a)
  const lowest = Math.min(...scale)
  const mean: Score = { of: rating => rating, lowest, highest }
  return {
    supportIndex: share(rating => rating === highest),
    criticalityIndex: {
      of: rating => (rating === highest ? 0 : rating),
      lowest: 0,
      highest: second,
    },
    criticalShare: share(rating => rating !== highest),
    responseRate: share(() => true),
    nps: npsScore(lowest, highest),
    // With only two ratings it would always be 1.
    csat: scale.length < 3 ? null : share(rating => rating >= second),
    csatMean: mean,
    ces: lowest === 1 && highest === 5 ? mean : null,
    csi: csiScore(lowest, highest),
  }
}

/** The customers of a period as an index sees them. */
export const sampleOf = (
  { of, lowest, highest }: Score,
  answers: Record<string, number>,
  silent: number,
): Sample => ({
  scores: [
    ...Object.entries(answers).map(([rating, n]) => [of(Number(rating)), n] as const),
    [0, silent] as const,
  ],
  lowest,
  highest,
})

const share = (isCounted: (rating: number) => boolean): Score => ({
  of: rating => (isCounted(rating) ? 1 : 0),
  lowest: 0,
  highest: 1,
})

/** Promoters minus detractors, in percent: 9-10 and 0-6 of 0-10; on five buttons 5 and 1-3. */
function npsScore(lowest: number, highest: number): Score | null {
  const isTen = lowest === 0 && highest === 10
  if (!isTen && !(lowest === 1 && highest === 5)) return null
  const [promoter, detractor] = isTen ? [9, 6] : [5, 3]
  const of = (rating: number) => (rating >= promoter ? 100 : rating <= detractor ? -100 : 0)
  return { of, lowest: -100, highest: 100 }
}

/** The mean rating on a scale of 0 to 100: a questionnaire of one question. */
function csiScore(lowest: number, highest: number): Score | null {
  if (lowest === highest) return null
  const of = (rating: number) => (100 * (rating - lowest)) / (highest - lowest)
  return { of, lowest: 0, highest: 100 }
}
