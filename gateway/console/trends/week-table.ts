import type { WeekHour } from '../../../shared/week-hours.ts'
import type { Cell } from '../frame/csv.ts'

/** The hours of the week to be taken away; weekday 1 is Monday. */
export function weekTable(hours: readonly WeekHour[]): Cell[][] {
  const rows = hours.map(({ weekday, hour, served, ...indices }): Cell[] => [
    ...[weekday, hour, served],
    ...[indices.supportIndex, indices.criticalityIndex],
    ...[indices.criticalShare, indices.responseRate],
  ])
  return [columns, ...rows]
}

const columns = [
  ...['weekday', 'hour', 'served'],
  ...['support_index', 'criticality_index', 'critical_share', 'response_rate'],
]
