import { stringify } from 'csv-stringify/sync'

/** Rows of a table as CSV: null is an empty cell, and a spreadsheet runs nothing of it. */
export const csvOf = (rows: unknown[][]): string => stringify(rows, { escape_formulas: true })
