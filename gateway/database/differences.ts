import { quarterMs } from '../counting/quarter.ts'
import type { Database } from './database.ts'

/** A row as it should be and as it is stored; null where there is none. */
export interface Difference {
  table: (typeof compared)[number]['table']
  key: string | number
  expected: string | number | null
  found: string | number | null
}

/** Compares what was derived anew with what is kept; see `openDatabaseToCompare`. */
export interface Differences {
  of(device: number): Iterable<Difference>
  /** How far the kept tables reach into the event log. */
  countedTo(): number
}

const wholeRow = (table: string) => table

/**
 * How facts are kept in rows says nothing: they are compared one by one. A fact whose time its
 * event tells has none of its own.
 */
const eachFact = (table: string) =>
  `(select device, quarter, boot, first + iif(type = 'integer', value, value ->> 0) as event,
      iif(quarter < 0, 0, quarter * ${quarterMs}) + iif(type = 'integer', null, value ->> 1) as time,
      iif(type = 'integer', null, value ->> 2) as error_ms
    from ${table} as packed, json_each(packed.facts) as each)`

/** Of boots it is known which device they are of. */
const ofBoots = (table: string) =>
  `(select device, told.* from ${table} as told join kept.boots on boots.id = told.boot)`

/** Columns that name a row, and those that it tells. */
const compared = [
  { table: 'counted_by', from: wholeRow, key: 'device', value: 'rules' },
  { table: 'tallies', from: wholeRow, key: 'quarter', value: 'tally' },
  { table: 'counted', from: wholeRow, key: 'quarter', value: "entries || ' ' || counter" },
  {
    table: 'facts',
    from: eachFact,
    key: 'event',
    value: "ifnull(time || ' ' || error_ms, 'own clock, quarter ' || quarter) || ', boot ' || boot",
  },
  {
    table: 'knots',
    from: ofBoots,
    key: "boot || ' ' || knot",
    value: "start_us || ' ' || witness_ms",
  },
  { table: 'late_boots', from: ofBoots, key: 'boot', value: "start || ' ' || error_ms" },
  { table: 'holes', from: wholeRow, key: "boot || ' ' || next", value: 'time' },
  { table: 'untimed', from: wholeRow, key: 'boot', value: "since || ' ' || until || ' ' || tally" },
] as const

export function openDifferences({ sqlite }: Database): Differences {
  const selects = compared.map(({ table, from, key, value }) => {
    const rows = (schema: string) =>
      `select ${key} as key, ${value} as value from ${from(`${schema}.${table}`)} where device = $device`
    return {
      table,
      expected: sqlite.prepare<[{ device: number }], Row>(`${rows('main')} except ${rows('kept')}`),
      found: sqlite.prepare<[{ device: number }], Row>(`${rows('kept')} except ${rows('main')}`),
    }
  })
  const note = sqlite.prepare<[string], { value: string }>(
    'select value from kept.notes where name = ?',
  )
  const countedTo = () => Number(note.get('counted')?.value ?? 0)

  return {
    *of(device) {
      for (const { table, expected, found } of selects) {
        const others = new Map(found.all({ device }).map(({ key, value }) => [key, value]))
        for (const { key, value } of expected.all({ device })) {
          yield { table, key, expected: value, found: others.get(key) ?? null }
          others.delete(key)
        }
        for (const [key, value] of others) yield { table, key, expected: null, found: value }
      }
    },
    countedTo,
  }
}

interface Row {
  key: string | number
  value: string | number
}
