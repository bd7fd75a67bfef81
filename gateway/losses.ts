import type { DayOfLosses } from '../shared/losses.ts'
import { cut, dayOf, type Span } from './calendar.ts'
import type { Tables } from './database/tables.ts'
import type { Report } from './report.ts'
import type { MountedAt } from './touchpoints.ts'

/**
 * Per device and day what it told and what of that arrived; days of which nothing is known are left
 * out. Days are whole: in a quarter-hour, one event more would tell that somebody pressed.
 */
export function* lossesIn(
  books: Tables & { report: Report },
  point: MountedAt,
  span: Span,
): Generator<DayOfLosses> {
  const { report, holes, boots } = books
  const known = report.everything(point)
  if (!known) return
  const daysAt = (time: number) => report.setAt(point, time).at.days
  const wholeDay = (time: number) => dayOf(time, daysAt(time))
  const from = Math.max(wholeDay(span.from).from, known.from)
  const to = Math.min(wholeDay(Math.max(span.from, span.to - 1)).to, wholeDay(known.to - 1).to)
  for (const { device: mounted, ...part } of report.mountings(point, { from, to })) {
    const { id, device } = mounted
    for (const day of cut(part, 'day', daysAt)) {
      const tally = report.tallyOf(id, day)
      const losses = holes
        .between(id, day.from, day.to)
        .map(({ boot, next, time }): DayOfLosses['losses'][number] => {
          const { received } = boots.enter(id, boot)
          const index = received.findIndex(([first]) => first === next)
          const first = (received[index - 1]?.[1] ?? 0) + 1
          return { boot, first, last: next - 1, before: time }
        })
      const lost = losses.reduce((sum, { first, last }) => sum + last - first + 1, 0)
      const received = tally.received ?? 0
      if (received + lost === 0) continue
      const time = report.coverage(point, day).find(one => one.device === device)
      const shareOf = (ms = 0) => (time && time.openMs > 0 ? Math.min(1, ms / time.openMs) : null)
      yield {
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        device,
        ...day,
        received,
        of: received + lost,
        lostPresses: tally['lost-presses'] ?? 0,
        lostVisits: tally['lost-visits'] ?? 0,
        coverage: shareOf(time?.aliveMs),
        watched: shareOf(time?.watchedMs),
        losses,
      }
    }
  }
}
