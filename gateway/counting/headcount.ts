import { type Interval, intervalOf } from '../statistics/interval.ts'

/** A visit as a remote told it when the customer left; times in epoch ms. */
export interface SeenVisit {
  from: number
  to: number
  nearestMm: number
}

/** A share of what was counted, with its 95 % interval; null where nothing was. */
type Found = { value: number; interval: Interval } | null

/** What a sensor told beside what somebody counted. */
interface Quality {
  matched: number
  visits: number
  /** Of the customers who were tapped, how many a sensor saw. */
  recall: Found
  /** Of the visits that a sensor told, how many were tapped. */
  precision: Found
}

export interface HeadcountFindings extends Quality {
  taps: number
  /** Taps without a visit, and visits without a tap: where to look in a signal log. */
  missed: number[]
  extra: SeenVisit[]
  /** A zone under which the sensor would have counted better. */
  zone: (ZoneProposal & Quality) | null
}

/** Distances in mm between which a remote takes people for customers. */
interface ZoneProposal {
  nearMm: number
  farMm: number
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

/** What a headcount says of the sensor. */
export function findingsOf(taps: number[], visits: SeenVisit[]): HeadcountFindings {
  const matched = matchTaps(taps, visits)
  const zone = proposeZone(taps, visits)
  const isInside = ({ nearestMm }: SeenVisit) =>
    zone !== null && nearestMm >= zone.nearMm && nearestMm <= zone.farMm
  return {
    taps: taps.length,
    ...qualityOf(taps, visits),
    missed: taps.filter(at => !matched.some(({ tap }) => tap === at)),
    extra: visits.filter(one => !matched.some(({ visit }) => visit === one)),
    zone: zone && { ...zone, ...qualityOf(taps, visits.filter(isInside)) },
  }
}

function qualityOf(taps: number[], visits: SeenVisit[]): Quality {
  const matched = matchTaps(taps, visits).length
  const shareOf = (of: number): Found => {
    const scores = [[1, matched] as const, [0, of - matched] as const]
    const interval = intervalOf({ scores, lowest: 0, highest: 1 })
    return interval && { value: matched / of, interval }
  }
  return {
    matched,
    visits: visits.length,
    recall: shareOf(taps.length),
    precision: shareOf(visits.length),
  }
}

/**
 * The zone under which the fewest taps and visits would have been without each other; null where
 * hardly fewer would. One with a tap inside is worth as much as one without a tap outside.
 */
function proposeZone(taps: number[], visits: SeenVisit[]): ZoneProposal | null {
  const matched = new Set(matchTaps(taps, visits).map(({ visit }) => visit))
  const worthOf = (visit: SeenVisit) => (matched.has(visit) ? 1 : -1)
  const byDistance = [...Map.groupBy(visits, visit => visit.nearestMm)]
    .map(([mm, there]) => ({ mm, worth: sum(there.map(worthOf)) }))
    .sort((one, other) => one.mm - other.mm)
  const best = worthiest(byDistance.map(({ worth }) => worth))
  const [nearest, farthest] = [byDistance[best.first]?.mm, byDistance[best.last]?.mm]
  if (nearest === undefined || farthest === undefined) return null
  if (best.worth - sum(visits.map(worthOf)) < fewestSpared) return null
  const below = byDistance[best.first - 1]?.mm ?? nearestOfAllMm
  const above = byDistance[best.last + 1]?.mm ?? 2 * farthest
  return {
    nearMm: Math.ceil((below + nearest) / 2),
    farMm: Math.floor((farthest + Math.min(above, 2 * farthest)) / 2),
  }
}

/** The run of numbers with the largest sum, which is more than 0; the longest of such. */
function worthiest(numbers: number[]): { first: number; last: number; worth: number } {
  let best = { first: -1, last: -1, worth: 0 }
  let run = { first: 0, worth: 0 }
  for (const [last, number] of numbers.entries()) {
    run = run.worth < 0 ? { first: last, worth: number } : { ...run, worth: run.worth + number }
    const { first, worth } = run
    const isLonger = worth === best.worth && last - first > best.last - best.first
    if (worth > best.worth || (worth > 0 && isLonger)) best = { first, last, worth }
  }
  return best
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
