import type { Gated } from '../../../shared/numbers.ts'
import type { Cell } from '../frame/csv.ts'
import type { NamedSite } from '../frame/sites.ts'
import { answered } from './shares.ts'

/** What the live page shows, as a table. */
export function todayTable({ touchpoints }: NamedSite): Cell[][] {
  const rows = touchpoints.map((numbers): Cell[] => [
    numbers.site,
    numbers.touchpoint,
    new Date(numbers.from).toISOString(),
    numbers.timeZone,
    numbers.servedToday,
    answered(numbers.answers),
    new Date(numbers.discretion.answersAsOf).toISOString(),
    numbers.supportIndex,
    numbers.criticalityIndex,
    numbers.criticalShare,
    numbers.responseRate,
    ...[numbers.nps, numbers.csat, numbers.ces].map(relevantValue),
    numbers.coverage,
    numbers.watched,
  ])
  return [columns, ...rows]
}

const columns = [
  ...['site', 'touchpoint', 'from_utc', 'time_zone', 'served', 'answers', 'answers_as_of_utc'],
  ...['support_index', 'criticality_index', 'critical_share', 'response_rate'],
  ...['nps', 'csat', 'ces', 'coverage', 'watched'],
]

/** An index that is not relevant has no value to take away. */
const relevantValue = (gated: Gated) => (gated.relevant ? gated.value : null)
