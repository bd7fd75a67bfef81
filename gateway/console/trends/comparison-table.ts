import type { Comparison } from '../../../shared/comparisons.ts'
import type { Cell } from '../frame/csv.ts'

/** What was compared with what, to be taken away. */
export function comparisonTable(index: string, pairs: readonly Comparison[]): Cell[][] {
  const sideOf = ({ site, touchpoint, from, to, value }: Comparison['one']): Cell[] => [
    ...[site, touchpoint, new Date(from).toISOString(), new Date(to).toISOString(), value],
  ]
  const rows = pairs.map(({ one, other, verdict, difference, interval }): Cell[] => [
    index,
    ...sideOf(one),
    ...sideOf(other),
    ...[verdict, difference, ...(interval ?? [null, null])],
  ])
  return [columns, ...rows]
}

const side = ['site', 'touchpoint', 'from_utc', 'to_utc', 'value']

const columns = [
  'index',
  ...side,
  ...side.map(name => `other_${name}`),
  ...['verdict', 'difference', 'difference_low', 'difference_high'],
]
