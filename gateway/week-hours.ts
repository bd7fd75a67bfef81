import type { WeekHour } from '../shared/week-hours.ts'
import { type Span, weekHourOf } from './calendar.ts'
import { quarterMs } from './counting/quarter.ts'
import type { Period } from './counting/served.ts'
import type { Report } from './report.ts'
import type { MountedAt } from './touchpoints.ts'

/** What each hour of the week was like, summed over a span; hours of which nothing is known are left out. */
export function weekHoursOf(report: Report, point: MountedAt, span: Span): WeekHour[] {
  const { tallies, quarters } = report.period(point, span)
  const hours = new Map<string, { weekday: number; hour: number; period: Period }>()

  function hourOf(quarter: number): Period {
    const at = weekHourOf(quarter * quarterMs, point.days)
    const name = `${at.weekday} ${at.hour}`
    const found = hours.get(name) ?? { ...at, period: { tallies: [], loose: [], quarters: [] } }
    hours.set(name, found)
    return found.period
  }
  for (const one of tallies) hourOf(one.quarter).tallies.push(one)
  for (const one of quarters) hourOf(one.quarter).quarters.push(one)

  // Nobody asks for the coverage of an hour of many weeks: its span is left empty.
  const nowhere = { from: span.from, to: span.from }
  return [...hours.values()].flatMap(({ weekday, hour, period }) => {
    const numbers = report.numbersOf(point, nowhere, period)
    const { served, supportIndex, criticalityIndex, criticalShare, responseRate } = numbers
    if (served === null) return []
    return [{ weekday, hour, served, supportIndex, criticalityIndex, criticalShare, responseRate }]
  })
}
