import type { WeekHour } from '../shared/week-hours.ts'
import { cut, type Span, weekHourOf } from './calendar.ts'
import { indicesOf } from './counting/indices.ts'
import { addTo, comparableAnswersIn, servedIn, type Tally } from './counting/tally.ts'
import type { Report } from './report.ts'
import type { MountedAt } from './touchpoints.ts'

/** What each hour of the week was like, summed over a span; hours of which nothing is known are left out. */
export function weekHoursOf(report: Report, point: MountedAt, span: Span): WeekHour[] {
  const known = report.everything(point)
  if (!known) return []
  const from = Math.max(span.from, known.from)
  const to = Math.min(span.to, known.to)
  const sums = new Map<string, { weekday: number; hour: number; tally: Tally }>()
  for (const piece of cut({ from, to }, 'hour', point.days)) {
    const at = weekHourOf(piece.from, point.days)
    const name = `${at.weekday} ${at.hour}`
    const sum = sums.get(name) ?? { ...at, tally: {} }
    sums.set(name, sum)
    addTo(sum.tally, report.tally(point, piece))
  }
  return [...sums.values()].flatMap(({ weekday, hour, tally }) => {
    const served = servedIn(tally)
    if (served === null) return []
    const { survey, threshold } = point.touchpoint
    const answers = comparableAnswersIn(tally)
    const scale = report.scaleOf(point)
    const indices = indicesOf({ served, answers, scale, survey, threshold })
    const { supportIndex, criticalityIndex, criticalShare, responseRate } = indices
    return [{ weekday, hour, served, supportIndex, criticalityIndex, criticalShare, responseRate }]
  })
}
