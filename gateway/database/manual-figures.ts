import { crc32 } from 'node:zlib'
import type { Database } from './database.ts'

/** A number of customers that somebody entered for a span of time. */
export interface ManualFigure {
  site: string
  touchpoint: string
  /** Epoch ms, on quarter-hours; the end is not part of it. */
  from: number
  to: number
  /** Null takes back what was entered before. */
  customers: number | null
  by: string
  at: number
}

/** What was entered by hand, in that order; the last figure of a span holds. */
export interface ManualFigures {
  append(figure: ManualFigure): void
  /** Everything entered for spans that have to do with this one, oldest first. */
  overlapping(point: { site: string; touchpoint: string }, from: number, to: number): ManualFigure[]
  all(): (ManualFigure & { intact: boolean })[]
}

type Row = ManualFigure & { crc: number }

const checksum = ({ site, touchpoint, from, to, customers, by, at }: ManualFigure) =>
  crc32(JSON.stringify([site, touchpoint, from, to, customers, by, at])) | 0

const readRow = ({ crc: _, ...figure }: Row): ManualFigure => figure

export function openManualFigures({ sqlite }: Database): ManualFigures {
  const columns = `select site, touchpoint, from_at as "from", to_at as "to", customers,
    entered_by as "by", entered_at as at, crc from manual_figures`
  const select = sqlite.prepare<[string, string, number, number, number], Row>(
    `${columns} where site = ? and touchpoint = ? and from_at > ? and from_at < ? and to_at > ?
     order by id`,
  )
  const selectAll = sqlite.prepare<[], Row>(`${columns} order by id`)
  const insert = sqlite.prepare(
    `insert into manual_figures
       (site, touchpoint, from_at, to_at, customers, entered_by, entered_at, crc)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    append(figure) {
      const { site, touchpoint, from, to, customers, by, at } = figure
      insert.run(site, touchpoint, from, to, customers, by, at, checksum(figure))
    },
    overlapping: ({ site, touchpoint }, from, to) =>
      select.all(site, touchpoint, from - longestFigureMs, to, from).map(readRow),
    all: () => selectAll.all().map(row => ({ ...readRow(row), intact: checksum(row) === row.crc })),
  }
}

/** A day on which the clock is set back. */
export const longestFigureMs = 25 * 3_600_000
