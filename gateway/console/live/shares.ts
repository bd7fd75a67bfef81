import type { LiveNumbers } from '../../../shared/numbers.ts'

/** How the served customers divide; support + critical + silent = 1. */
export type Shares =
  | { known: true; support: number; critical: number; silent: number }
  | {
      known: false
      why: 'hidden' | 'served-unknown' | 'no-served-customers' | 'more-answers-than-customers'
    }

export function sharesOf(numbers: LiveNumbers): Shares {
  const { hidden, served, answers, supportIndex, criticalShare } = numbers
  if (hidden) return { known: false, why: 'hidden' }
  if (served === null) return { known: false, why: 'served-unknown' }
  if ((answered(answers) ?? 0) > served) return { known: false, why: 'more-answers-than-customers' }
  if (supportIndex === null || criticalShare === null) {
    return { known: false, why: 'no-served-customers' }
  }
  const silent = Math.max(0, 1 - supportIndex - criticalShare)
  return { known: true, support: supportIndex, critical: criticalShare, silent }
}

/** Null when there are too few to be told of. */
export function answered(answers: LiveNumbers['answers']): number | null {
  return answers && Object.values(answers).reduce((sum, count) => sum + count, 0)
}
