/** A visit that somebody found, or that really was; ms. */
interface Visit {
  from: number
  to: number
  rating: number | null
}

export interface Score {
  truth: number
  found: number
  matched: number
  f1: number
  /** Found too many or too few, as a share of the truth. */
  countError: number
  /** Customers who answered, and how many of the answers were found on the right visit. */
  rated: number
  ratedRight: number
}

/** Overlap of what both cover together; less of it is another visit. */
const sameVisit = 0.5

/** Matches found visits with true ones, one to one, each true one with what overlaps it most. */
export function score(found: Visit[], truth: Visit[]): Score {
  const free = new Set(found)
  let matched = 0
  let ratedRight = 0
  for (const visit of truth) {
    let best: Visit | null = null
    let bestShare = sameVisit
    for (const candidate of free) {
      const share = overlapOf(candidate, visit)
      if (share < bestShare) continue
      best = candidate
      bestShare = share
    }
    if (!best) continue
    free.delete(best)
    matched += 1
    if (visit.rating !== null && best.rating === visit.rating) ratedRight += 1
  }
  const all = found.length + truth.length
  return {
    truth: truth.length,
    found: found.length,
    matched,
    f1: all === 0 ? 1 : (2 * matched) / all,
    countError: truth.length === 0 ? 0 : (found.length - truth.length) / truth.length,
    rated: truth.filter(({ rating }) => rating !== null).length,
    ratedRight,
  }
}

/** Intersection over union. */
function overlapOf(one: Visit, other: Visit): number {
  const both = Math.min(one.to, other.to) - Math.max(one.from, other.from)
  if (both <= 0) return 0
  return both / (Math.max(one.to, other.to) - Math.min(one.from, other.from))
}
