import type { Books } from './books.ts'
import { findingsOf, type HeadcountFindings, type SeenVisit } from './counting/headcount.ts'
import { ratingOf } from './counting/rules.ts'
import type { Headcount } from './database/headcounts.ts'
import { factsOf } from './facts.ts'
import type { MountedAt } from './touchpoints.ts'

/** Who stands there at the end leaves later; who stays longer than this is counted next time. */
const latestLeaveMs = 3_600_000

/** What a headcount says of the sensors at a touchpoint. */
export function resultOf(
  books: Books,
  point: MountedAt,
  headcount: Headcount,
): Headcount & HeadcountFindings {
  const { from, to } = headcount
  const visits: SeenVisit[] = []
  const taps = books.headcounts.taps(headcount.id)
  books.settle()
  for (const { device: mounted } of books.report.mountings(point, { from, to })) {
    const { id, site, device } = mounted
    const rulesAt = books.touchpoints.rulesOf(site, device)
    const buttons = books.tallies.newest(id)?.counter.buttons ?? null
    for (const { time, event } of factsOf(books.facts, id, { from, to: to + latestLeaveMs })) {
      if (event.kind === 'left') {
        const visit = { from: time - event.stayMs, to: time, nearestMm: event.nearestMm }
        if (visit.from >= from && visit.from < to) visits.push(visit)
      }
      // A spare button, which is no rating, may be used for tapping too.
      const { ratingsAt } = rulesAt(time)
      const isTap =
        event.kind === 'pressed' && ratingOf(event.button, ratingsAt(time), buttons) === undefined
      if (isTap && time >= from && time < to) taps.push(time)
    }
  }
  return { ...headcount, ...findingsOf(taps, visits) }
}
