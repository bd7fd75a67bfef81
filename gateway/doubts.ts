import type { DayOfDoubts } from '../shared/doubts.ts'
import { cut, type Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { PlacedEvent } from './database/facts.ts'
import type { Tables } from './database/tables.ts'
import { isLate } from './event-search.ts'
import type { Report } from './report.ts'
import { lastsAt } from './timelines.ts'
import type { MountedAt } from './touchpoints.ts'

/** Per device and day, the days on which it told something. */
export function* doubtsIn(
  { report, facts, boots }: Pick<Tables, 'facts' | 'boots'> & { report: Report },
  point: MountedAt,
  span: Span,
): Generator<DayOfDoubts> {
  const { id: site } = point.site
  const { id: touchpoint } = point.touchpoint
  const daysAt = (time: number) => report.setAt(point, time).at.days
  for (const { device: mounted, ...part } of report.mountings(point, span)) {
    const { id, device } = mounted
    // In which quarter-hour these happened nobody knows, but the day mostly.
    const untimed = boots.of(id).flatMap(boot => facts.untimed(id, boot.id))
    for (const day of cut(part, 'day', daysAt)) {
      const told = untimed.filter(({ time }) => lastsAt(day, time))
      let quarter = facts.nextQuarter(id, quarterOf(day.from))
      while (quarter !== null && quarter * quarterMs < day.to) {
        told.push(...facts.inQuarter(id, quarter))
        quarter = facts.nextQuarter(id, quarter + 1)
      }
      const events = told.filter(({ stored }) => stored.event.kind !== 'status')
      if (events.length === 0) continue
      yield { site, touchpoint, device, ...day, ...doubtsOf(events) }
    }
  }
}

const doubtsOf = (events: PlacedEvent[]) => ({
  late: events.filter(isLate).length,
  uncertain: events.filter(({ errorMs }) => errorMs !== null).length,
})
