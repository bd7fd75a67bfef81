import { type CountedNumbers, SetAsideReason } from '../../../shared/numbers.ts'
import type { SetAside } from '../../../shared/set-aside.ts'
import type { Cell } from '../frame/csv.ts'

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

export type LineName = 'pressed' | 'answers' | SetAsideReason
type Line = [LineName, (row: SetAside) => number | null, (supposed: CountedNumbers) => number]

/** What becomes of presses, line by line. */
export const lines: Line[] = [
  ['pressed', row => row.pressed, ({ answers, setAside }) => total(answers) + total(setAside)],
  ['answers', row => row.answers, ({ answers }) => total(answers)],
  ...SetAsideReason.options.map(
    (reason): Line => [
      reason,
      ({ setAside }) => setAside && (setAside[reason] ?? 0),
      ({ setAside }) => setAside[reason] ?? 0,
    ],
  ),
]

/** The same to be taken away. */
export function setAsideTable(rows: readonly SetAside[]): Cell[][] {
  return [
    ['site', 'touchpoint', 'from_utc', 'to_utc', ...lines.map(([name]) => name)],
    ...rows.map(row => [
      ...[row.site, row.touchpoint],
      ...[new Date(row.from).toISOString(), new Date(row.to).toISOString()],
      ...lines.map(([, actual]) => actual(row)),
    ]),
  ]
}
