/** A visit as a remote told it when the customer left; times in epoch ms. */
export interface SeenVisit {
  from: number
  to: number
  nearestMm: number
}

/** Distances in mm between which a remote takes people for customers. */
export interface ZoneProposal {
  nearMm: number
  farMm: number
  /** What the same count would have given under it. */
  matched: number
  visits: number
}

/** Somebody taps a little before the customer stands there, or after they have gone. */
const slackMs = 10_000
/** Below this nobody stands before a remote. */
const nearestOfAllMm = 0
/** One visit too many may be anything; from so many on it is the zone. */
const fewestSpared = 2

/**
 * The most taps and visits that can belong together, one tap to one visit. Visits in the order of
 * their ends, each with the first tap that is left: no other choice pairs more.
 */
export function matchTaps(
  taps: number[],
  visits: SeenVisit[],
): { tap: number; visit: SeenVisit }[] {
  const left = taps.toSorted((one, other) => one - other)
  return visits
    .toSorted((one, other) => one.to - other.to)
    .flatMap(visit => {
      const index = left.findIndex(at => at >= visit.from - slackMs && at <= visit.to + slackMs)
      if (index < 0) return []
      return left.splice(index, 1).map(tap => ({ tap, visit }))
    })
}

/**
 * A zone that would have spared visits that nobody counted, and lost none that somebody did; null
 * where the nearest distances tell no such thing.
 */
export function proposeZone(taps: number[], visits: SeenVisit[]): ZoneProposal | null {
  const matched = matchTaps(taps, visits)
  const distances = matched.map(({ visit }) => visit.nearestMm)
  if (distances.length === 0) return null
  const [nearest, farthest] = [Math.min(...distances), Math.max(...distances)]
  const inside = visits.filter(({ nearestMm }) => nearestMm >= nearest && nearestMm <= farthest)
  if (visits.length - inside.length < fewestSpared) return null
  const outside = visits
    .map(({ nearestMm }) => nearestMm)
    .filter(mm => mm < nearest || mm > farthest)
  const below = Math.max(nearestOfAllMm, ...outside.filter(mm => mm < nearest))
  const above = Math.min(...outside.filter(mm => mm > farthest), 2 * farthest)
  return {
    nearMm: Math.round((below + nearest) / 2),
    farMm: Math.round((farthest + above) / 2),
    matched: matchTaps(taps, inside).length,
    visits: inside.length,
  }
}
