import type { Database } from './database.ts'

/** A quarter-hour of a touchpoint as it should be and as it is stored; null where there is none. */
export interface ServedDifference {
  what: string
  point: string
  quarter: number
  expected: string | null
  found: string | null
}

const compared = [
  {
    table: 'till_tallies',
    what: 'till tally',
    value: "sold || ' ' || taken_back || ' ' || returned",
  },
  {
    table: 'served_quarters',
    what: 'served customers',
    value: "'till ' || ifnull(till, 'unknown') || ', by hand ' || ifnull(manual, 'unknown')",
  },
]

interface Row {
  point: string
  quarter: number
  value: string
}

/** Compares what was derived anew with what is kept; see `openDatabaseToCompare`. */
export function* servedDifferences({ sqlite }: Database): Generator<ServedDifference> {
  for (const { table, what, value } of compared) {
    const rows = (schema: string) =>
      `select point, quarter, ${value} as value from ${schema}.${table}`
    const except = (one: string, other: string) =>
      sqlite.prepare<[], Row>(`${rows(one)} except ${rows(other)}`).all()
    const nameOf = ({ point, quarter }: Row) => `${point} ${quarter}`
    const found = new Map(except('kept', 'main').map(row => [nameOf(row), row]))
    for (const row of except('main', 'kept')) {
      const { point, quarter, value } = row
      const other = found.get(nameOf(row))?.value ?? null
      yield { what, point, quarter, expected: value, found: other }
      found.delete(nameOf(row))
    }
    for (const { point, quarter, value } of found.values()) {
      yield { what, point, quarter, expected: null, found: value }
    }
  }
}
