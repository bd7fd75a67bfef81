import type { ManualFigure } from '../../../shared/manual-figures.ts'
import type { Numbers } from '../../../shared/numbers.ts'

/** Opening hours by days, as `{"mon-fri":"08:00-19:00"}`; null is always. */
export type Opening = Record<string, string> | null

/** A span of time whose customers can be entered. */
export interface EntrySpan {
  row: Numbers
  /** What was entered for it; null: nothing, or it was taken back. */
  customers: number | null
  /** A figure of another span has to do with it: it must be taken back first. */
  isTaken: boolean
}

/** What has begun of these; `now` in epoch ms. */
export function spansToEnter(
  rows: readonly Numbers[],
  figures: readonly ManualFigure[],
  now: number,
): EntrySpan[] {
  return rows
    .filter(({ from }) => from < now)
    .map(row => {
      const { from, to } = row
      const standing = figures.filter(
        figure => figure.customers !== null && figure.from < to && figure.to > from,
      )
      const own = standing.find(figure => figure.from === from && figure.to === to)
      return {
        row,
        customers: own?.customers ?? null,
        isTaken: standing.some(figure => figure !== own),
      }
    })
}

/** Whether a touchpoint is open on some day between two times of the day, as `08:00` and `09:00`. */
export function isEverOpen(opening: Opening, from: string, to: string): boolean {
  const end = to === '00:00' ? '24:00' : to
  const spans = Object.values(opening ?? {}).map(hours => [hours.slice(0, 5), hours.slice(6)])
  return (
    opening === null ||
    spans.some(([opens = '', closes = '']) =>
      opens < closes ? from < closes && end > opens : from < closes || end > opens,
    )
  )
}
