import type { WeekHour } from '../shared/week-hours.ts'
import { type Span, weekHourOf } from './calendar.ts'
import type { Period } from './counting/served.ts'
import type { Report } from './report.ts'
import type { MountedAt } from './touchpoints.ts'

interface Sum {
  weekday: number
  hour: number
  hidden: boolean
  period: Period
}

/**
 * What each hour of the week was like, summed over a span from what may be told of its hours;
 * those of which nothing is known are left out.
 */
export function weekHoursOf(report: Report, point: MountedAt, span: Span): WeekHour[] {
  const known = report.everything(point)
  if (!known) return []
  const telling = report.telling(point, span)
  const inside = { from: Math.max(span.from, known.from), to: Math.min(span.to, known.to) }
  const sums = new Map<string, Sum>()
  for (const piece of report.cuts(point, inside, 'hour')) {
    const at = weekHourOf(piece.from, point.days)
    const name = `${at.weekday} ${at.hour}`
    const sum = sums.get(name) ?? { ...at, hidden: false, period: nothing() }
    sums.set(name, sum)
    const { period } = telling.in(piece)
    if (period) {
      sum.period.tallies.push(...period.tallies)
      sum.period.quarters.push(...period.quarters)
    } else sum.hidden = true
  }

  // Nobody asks for the coverage of an hour of many weeks: its span is left empty.
  const nowhere = { from: span.from, to: span.from }
  return [...sums.values()].flatMap(({ weekday, hour, hidden, period }) => {
    const numbers = report.numbersOf(point, nowhere, period)
    const { served, supportIndex, criticalityIndex, criticalShare, responseRate } = numbers
    if (served === null && !hidden) return []
    const indices = { supportIndex, criticalityIndex, criticalShare, responseRate }
    return [{ weekday, hour, hidden: served === null, served, ...indices }]
  })
}

const nothing = (): Period => ({ tallies: [], loose: [], quarters: [] })
