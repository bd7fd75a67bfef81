import { type Counter, type Health, newCounter } from '../counting/count.ts'
import type { QuarterTable } from '../counting/quarter-table.ts'
import { addTo, type Tally } from '../counting/tally.ts'
import type { Database } from './database.ts'
import { readTallyText } from './tally-text.ts'

/**
 * What the facts of one device in one quarter-hour were counted as, and what must be remembered
 * for the next. An answer counts where its customer came, so entries reach into other quarters.
 */
export interface Counted {
  quarter: number
  entries: Record<number, Tally>
  counter: Counter
}

/** The derived numbers: they can be thrown away and counted again. */
export interface Tallies {
  counted(device: number, quarter: number): Counted | null
  lastCountedBefore(device: number, quarter: number): Counted | null
  newest(device: number): Counted | null
  /** How many buttons a device told of last; null when it told of none. */
  buttons(device: number): number | null
  /** What a device told last of itself in each quarter of a span, the end not part of it. */
  healths(device: number, from: number, to: number): QuarterHealth[]
  /** Quarters counted in a span, both ends part of it. */
  countedQuarters(device: number, from: number, to: number): number[]
  saveCounted(device: number, counted: Counted): void
  dropCounted(device: number, quarter: number): void
  tally(device: number, quarter: number): Tally
  saveTally(device: number, quarter: number, tally: Tally): void
  /** A device's tallies from a quarter up to (not with) another. */
  between(device: number, from: number, to: number): QuarterTable
  /** The first of the same that tell of answers, so many at most. */
  answered(device: number, from: number, to: number, most: number): Tally[]
  /** The sum of the same. */
  sum(device: number, from: number, to: number): Tally
  /** From now on, what was counted before a quarter is kept for ever. */
  freeze(device: number, quarter: number): void
  /** Throws everything away but what is kept, to be counted again. */
  clear(): void
  /** First and last quarter in which a device counted anything. */
  span(device: number): { first: number; last: number } | null
}

interface QuarterHealth {
  quarter: number
  health: Health
}

interface Ends {
  first: number | null
  last: number | null
}

interface CountedRow {
  quarter: number
  entries: string
  counter: string
}

export function openTallies({ sqlite }: Database): Tallies {
  const columns = 'select quarter, entries, counter from counted'
  const selectCounted = sqlite.prepare<[number, number], CountedRow>(
    `${columns} where device = ? and quarter = ?`,
  )
  const selectBefore = sqlite.prepare<[number, number], CountedRow>(
    `${columns} where device = ? and quarter < ? order by quarter desc limit 1`,
  )
  const selectQuarters = sqlite.prepare<[number, number, number], { quarter: number }>(
    'select quarter from counted where device = ? and quarter between ? and ? order by quarter',
  )
  const selectHealths = sqlite.prepare<
    [number, number, number],
    { quarter: number; health: string }
  >(
    `select quarter, health from (
       select quarter, iif(counter = '', null, counter -> '$.health') as health from counted
       where device = ? and quarter >= ? and quarter < ?)
     where health <> 'null' order by quarter`,
  )
  const putCounted = sqlite.prepare(
    `insert into counted (device, quarter, entries, counter) values (?, ?, ?, ?)
     on conflict do update set entries = excluded.entries, counter = excluded.counter`,
  )
  const deleteCounted = sqlite.prepare('delete from counted where device = ? and quarter = ?')
  const forgetCounters = sqlite.prepare(
    `update counted set counter = '' where device = ? and counter <> '' and quarter <
       (select max(quarter) from counted where device = ? and quarter < ?)`,
  )
  const selectKept = sqlite.prepare<[], { device: number; entries: string }>(
    'select device, entries from counted',
  )
  const selectTally = sqlite.prepare<[number, number], { tally: string }>(
    'select tally from tallies where device = ? and quarter = ?',
  )
  const putTally = sqlite.prepare('insert or replace into tallies values (?, ?, ?)')
  const deleteTally = sqlite.prepare('delete from tallies where device = ? and quarter = ?')
  // As one text, thousands of rows are read in two thirds of the time. They come in the order of
  // the primary key; to have SQL say so would take a quarter of it.
  const selectBetween = sqlite.prepare<[number, number, number], { rows: number; text: Buffer }>(
    `select count(*) as rows, cast(group_concat(quarter || tally, '') as blob) as text
     from tallies where device = ? and quarter >= ? and quarter < ?`,
  )
  const selectAnswered = sqlite.prepare<[number, number, number, number], { tally: string }>(
    `select tally from tallies
     where device = ? and quarter >= ? and quarter < ? and instr(tally, '"answer:') limit ?`,
  )
  // SQLite finds either end at once, but reads everything when it is asked for both together.
  const selectEnds = sqlite.prepare<[number, number], Ends>(
    `select (select quarter from tallies where device = ? order by quarter limit 1) as first,
       (select quarter from tallies where device = ? order by quarter desc limit 1) as last`,
  )
  const selectButtons = sqlite.prepare<[number], { buttons: number | null }>(
    `select counter ->> '$.buttons' as buttons from counted
     where device = ? order by quarter desc limit 1`,
  )

  function between(device: number, from: number, to: number): QuarterTable {
    const { rows = 0, text } = selectBetween.get(device, from, to) ?? {}
    return readTallyText(text ?? Buffer.of(), rows)
  }

  return {
    counted: (device, quarter) => readCounted(selectCounted.get(device, quarter)),
    lastCountedBefore: (device, quarter) => readCounted(selectBefore.get(device, quarter)),
    newest: device => readCounted(selectBefore.get(device, Number.MAX_SAFE_INTEGER)),
    buttons: device => selectButtons.get(device)?.buttons ?? null,
    healths: (device, from, to) =>
      selectHealths
        .all(device, from, to)
        .map(({ quarter, health }) => ({ quarter, health: JSON.parse(health) as Health })),
    countedQuarters: (device, from, to) =>
      selectQuarters.all(device, from, to).map(row => row.quarter),
    saveCounted(device, { quarter, entries, counter }) {
      const texts = Object.entries(entries).flatMap(([at, tally]) =>
        Object.keys(tally).length > 0 ? [`"${at}":${textOf(tally)}`] : [],
      )
      putCounted.run(device, quarter, `{${texts}}`, JSON.stringify(counter))
    },
    dropCounted(device, quarter) {
      deleteCounted.run(device, quarter)
    },
    tally(device, quarter) {
      const row = selectTally.get(device, quarter)
      return row ? readTally(row.tally) : {}
    },
    saveTally(device, quarter, tally) {
      if (Object.keys(tally).length === 0) deleteTally.run(device, quarter)
      else putTally.run(device, quarter, textOf(tally))
    },
    between,
    answered: (device, from, to, most) =>
      selectAnswered.all(device, from, to, most).map(({ tally }) => readTally(tally)),
    sum: (device, from, to) => between(device, from, to).sum(),
    freeze(device, quarter) {
      // Only the last counter before the horizon is ever counted on from.
      forgetCounters.run(device, device, quarter)
    },
    clear() {
      sqlite.exec(`
        delete from tallies;
        delete from counted where quarter >=
          ifnull((select quarter from horizons where device = counted.device), 0)`)
      const kept = new Map<number, Map<number, Tally>>()
      for (const { device, entries } of selectKept.iterate()) {
        const ofDevice = kept.get(device) ?? new Map<number, Tally>()
        kept.set(device, ofDevice)
        for (const [at, tally] of Object.entries(readEntries(entries))) {
          ofDevice.set(Number(at), addTo(ofDevice.get(Number(at)) ?? {}, tally))
        }
      }
      for (const [device, ofDevice] of kept) {
        for (const [quarter, tally] of ofDevice) putTally.run(device, quarter, textOf(tally))
      }
    },
    span(device) {
      const { first = null, last = null } = selectEnds.get(device, device) ?? {}
      return first !== null && last !== null ? { first, last } : null
    },
  }
}

/** Equal tallies are equal texts, of JSON. */
export function textOf(tally: Tally): string {
  const counts = Object.entries(tally).map(([what, count]) => `"${what}":${count}`)
  return `{${counts.sort()}}`
}

const readEntries = (json: string) => JSON.parse(json) as Counted['entries']

const readTally = (json: string) => JSON.parse(json) as Tally

function readCounted(row: CountedRow | undefined): Counted | null {
  if (!row) return null
  return {
    quarter: row.quarter,
    entries: readEntries(row.entries),
    counter: row.counter === '' ? newCounter : (JSON.parse(row.counter) as Counter),
  }
}
