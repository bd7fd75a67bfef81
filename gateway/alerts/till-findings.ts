import type { Finding } from '../../shared/alerts.ts'
import { dayOf } from '../calendar.ts'
import { disagreementsIn } from '../counting/disagreement.ts'
import { quarterMs } from '../counting/quarter.ts'
import { sidesOf } from '../counting/served.ts'
import type { Report } from '../report.ts'
import { type MountedAt, pointId } from '../touchpoints.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const watchedMs = 28 * dayMs

const what = {
  constant: 'on nearly every day',
  'double-count': 'as if it saw everybody twice',
  'no-visits': 'while the till went on selling',
  'till-silent': 'while the till sold nothing',
}

/** Where sensor and till are apart; looked at once an hour, for that takes its time. */
export function watchTills(report: Report): (point: MountedAt, now: number) => Finding[] {
  const known = new Map<string, { lookedAt: number; found: Finding[] }>()
  return (point, now) => {
    const last = known.get(pointId(point))
    if (last && now - last.lookedAt < hourMs) return last.found
    const found = tillFindings(report, point, now)
    known.set(pointId(point), { lookedAt: now, found })
    return found
  }
}

/** What they disagreed about in the last day on which the till told anything. */
function tillFindings(report: Report, point: MountedAt, now: number): Finding[] {
  const { site, touchpoint, days } = point
  const sides = sidesOf(report.period(point, { from: now - watchedMs, to: now }))
  const last = sides.findLast(({ till }) => till !== null)
  if (!last) return []
  const [found] = disagreementsIn(sides, quarter => dayOf(quarter * quarterMs, days).from)
    .filter(({ to }) => to > last.quarter * quarterMs - dayMs)
    .slice(-1)
  if (!found) return []
  const { kind, presence, till } = found
  return [
    {
      kind: 'sensor-and-till-apart',
      site: site.id,
      touchpoint: touchpoint.id,
      device: null,
      evidence: `The sensor counted ${presence} customers and the till ${till}, ${what[kind]}.`,
      figures: { presence, till, days: found.days },
    },
  ]
}
