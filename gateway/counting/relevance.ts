import type { Irrelevance, Survey } from '../../shared/numbers.ts'

/** Whether an index of answers says anything about all served customers. */
export type Relevance =
  | { relevant: true }
  | { relevant: false; reason: 'response-rate'; missing: number }
  | { relevant: false; reason: Exclude<Irrelevance, 'response-rate'> }

/** The relevance gate; `threshold` is the response rate at which it opens, 0 to 1. */
export function relevanceOf(
  served: number | null,
  answers: number,
  survey: Survey,
  threshold: number,
): Relevance {
  if (served !== null && served > 0 && answers > served) {
    return { relevant: false, reason: 'more-answers-than-customers' }
  }
  if (served === 0) return { relevant: false, reason: 'no-served-customers' }
  if (survey === 'spontaneous') {
    if (served === null) return { relevant: false, reason: 'served-unknown' }
    const missing = missingAnswers(served, answers, threshold)
    if (missing > 0) return { relevant: false, reason: 'response-rate', missing }
  }
  return answers > 0 ? { relevant: true } : { relevant: false, reason: 'no-answers' }
}

/** How many more answers open the gate. The division decides: 21 of 35 is exactly 0.6. */
function missingAnswers(served: number, answers: number, threshold: number): number {
  let needed = Math.max(0, Math.floor(threshold * served) - 1)
  while (needed / served < threshold) needed += 1
  return Math.max(0, needed - answers)
}
