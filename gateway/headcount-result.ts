import type { Books } from './books.ts'
import { matchTaps, proposeZone, type SeenVisit, type ZoneProposal } from './counting/headcount.ts'
import { ratingOf } from './counting/rules.ts'
import type { Headcount } from './database/headcounts.ts'
import { factsOf } from './facts.ts'
import { type Interval, intervalOf } from './statistics/interval.ts'
import type { MountedAt } from './touchpoints.ts'

/** A share of what was counted, with its 95 % interval; null where nothing was. */
interface Found {
  value: number
  interval: Interval
}

export interface HeadcountResult extends Headcount {
  taps: number
  visits: number
  matched: number
  /** Of the customers who were tapped, how many a sensor saw. */
  recall: Found | null
  /** Of the visits that a sensor told, how many were tapped. */
  precision: Found | null
  /** Taps without a visit, and visits without a tap: where to look in a signal log. */
  missed: number[]
  extra: SeenVisit[]
  zone: ZoneProposal | null
}

/** Who stands there at the end leaves later; who stays longer than this is counted next time. */
const latestLeaveMs = 3_600_000

/** What a headcount says of the sensors at a touchpoint. */
export function resultOf(books: Books, point: MountedAt, headcount: Headcount): HeadcountResult {
  const { from, to } = headcount
  const visits: SeenVisit[] = []
  const taps = books.headcounts.taps(headcount.id)
  books.settle()
  for (const { device: mounted } of books.report.mountings(point, { from, to })) {
    const { id, site, device } = mounted
    const rulesAt = books.touchpoints.rulesOf(site, device)
    for (const { time, event } of factsOf(books.facts, id, { from, to: to + latestLeaveMs })) {
      if (event.kind === 'left') {
        const visit = { from: time - event.stayMs, to: time, nearestMm: event.nearestMm }
        if (visit.from >= from && visit.from < to) visits.push(visit)
      }
      // A spare button, which is no rating, may be used for tapping too.
      const { ratingsAt } = rulesAt(time)
      const isTap =
        event.kind === 'pressed' && ratingOf(event.button, ratingsAt(time), null) === undefined
      if (isTap && time >= from && time < to) taps.push(time)
    }
  }
  const matched = matchTaps(taps, visits)
  const share = (of: number): Found | null => {
    const sample = {
      scores: [[1, matched.length] as const, [0, of - matched.length] as const],
      lowest: 0,
      highest: 1,
    }
    const interval = intervalOf(sample)
    return interval && { value: matched.length / of, interval }
  }
  return {
    ...headcount,
    taps: taps.length,
    visits: visits.length,
    matched: matched.length,
    recall: share(taps.length),
    precision: share(visits.length),
    missed: taps.filter(at => !matched.some(({ tap }) => tap === at)),
    extra: visits.filter(one => !matched.some(({ visit }) => visit === one)),
    zone: proposeZone(taps, visits),
  }
}
