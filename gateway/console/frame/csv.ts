import { stringify } from 'csv-stringify/browser/esm/sync'

export type Cell = string | number | null

/** A table as CSV (RFC 4180): unknown is an empty cell, and a spreadsheet runs nothing of it. */
export function csvOf(rows: Cell[][]): string {
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true })
}
