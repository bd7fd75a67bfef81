import { add, type Counted, type Tally } from './tally.ts'

export interface QuarterTally {
  quarter: number
  tally: Tally
}

/** As many different things as most touchpoints count. */
const columnsAtOnce = 12

/**
 * What was counted in quarter-hours, in order of time: a row for each, and a column for each thing
 * that is counted. To sum up the thousands of a month, columns take a tenth of the time.
 */
export class QuarterTable {
  readonly quarters: Float64Array
  readonly columns: Map<Counted, Float64Array>
  /** Room for the next columns: to make it for each alone takes three times as long. */
  #room = new Float64Array()

  constructor(quarters: Float64Array, columns: Map<Counted, Float64Array>) {
    this.quarters = quarters
    this.columns = columns
  }

  /** Rows in any order; those of one quarter-hour are summed up. */
  static of(rows: QuarterTally[]): QuarterTable {
    const places = new Map(
      [...new Set(rows.map(({ quarter }) => quarter))]
        .sort((one, other) => one - other)
        .map((quarter, place) => [quarter, place]),
    )
    const table = new QuarterTable(Float64Array.from(places.keys()), new Map())
    for (const { quarter, tally } of rows) table.#add(places.get(quarter) ?? 0, tally)
    return table
  }

  /** One table of the same, in which each quarter-hour stands once. */
  static sumOf(tables: QuarterTable[]): QuarterTable {
    const [first, ...others] = tables
    if (first && others.length === 0) return first
    const quarters = Float64Array.from(new Set(tables.flatMap(table => [...table.quarters]))).sort()
    const sum = new QuarterTable(quarters, new Map())
    for (const table of tables) {
      const places = table.quarters.map(quarter => placeFrom(quarters, quarter))
      for (const [what, counts] of table.columns) {
        const sums = sum.column(what)
        for (const [row, place] of places.entries()) {
          sums[place] = (sums[place] ?? 0) + (counts[row] ?? 0)
        }
      }
    }
    return sum
  }

  column(what: Counted): Float64Array {
    const found = this.columns.get(what)
    if (found) return found
    const { length } = this.quarters
    if (this.#room.length === 0) this.#room = new Float64Array(length * columnsAtOnce)
    const column = this.#room.subarray(0, length)
    this.#room = this.#room.subarray(length)
    this.columns.set(what, column)
    return column
  }

  rows(): QuarterTally[] {
    const rows = Array.from(this.quarters, quarter => ({ quarter, tally: {} as Tally }))
    for (const [what, counts] of this.columns) {
      for (const [place, { tally }] of rows.entries()) {
        const count = counts[place]
        if (count) tally[what] = count
      }
    }
    return rows
  }

  /** From a quarter-hour up to (not with) another. */
  between(from: number, to: number): QuarterTable {
    const [first, end] = [placeFrom(this.quarters, from), placeFrom(this.quarters, to)]
    const columns = [...this.columns].map(
      ([what, counts]) => [what, counts.subarray(first, end)] as const,
    )
    return new QuarterTable(this.quarters.subarray(first, end), new Map(columns))
  }

  /** Served customers by row, or null where nothing could see them: unknown is not zero. */
  served(): (number | null)[] {
    const served = this.columns.get('served')
    const watched = this.columns.get('watched')
    const closed = this.columns.get('watched-closed')
    const customers: (number | null)[] = []
    for (let place = 0; place < this.quarters.length; place += 1) {
      const isKnown = served?.[place] || watched?.[place] || closed?.[place]
      customers.push(isKnown ? (served?.[place] ?? 0) : null)
    }
    return customers
  }

  /** Of what is counted, only a part. */
  only(isKept: (what: Counted) => boolean): QuarterTable {
    const kept = [...this.columns].filter(([what]) => isKept(what))
    return new QuarterTable(this.quarters, new Map(kept))
  }

  sum(): Tally {
    const sum: Tally = {}
    for (const [what, counts] of this.columns) {
      let total = 0
      for (let place = 0; place < counts.length; place += 1) total += counts[place] ?? 0
      add(sum, what, total)
    }
    return sum
  }

  /** The sum of the rows of each kind. */
  sumsBy<Kind>(kinds: Kind[]): Map<Kind, Tally> {
    const different = [...new Set(kinds)]
    if (different.length === 1) return new Map(different.map(kind => [kind, this.sum()]))
    const sums = new Map(different.map(kind => [kind, {} as Tally]))
    for (const [what, counts] of this.columns) {
      for (const [kind, sum] of sums) {
        let count = 0
        for (let place = 0; place < counts.length; place += 1) {
          if (kinds[place] === kind) count += counts[place] ?? 0
        }
        add(sum, what, count)
      }
    }
    return sums
  }

  #add(place: number, tally: Tally): void {
    for (const name in tally) {
      const what = name as Counted
      const counts = this.column(what)
      counts[place] = (counts[place] ?? 0) + (tally[what] ?? 0)
    }
  }
}

/** The first place that is not before a quarter-hour. */
export function placeFrom(quarters: Float64Array, quarter: number): number {
  let [low, high] = [0, quarters.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((quarters[middle] ?? 0) < quarter) low = middle + 1
    else high = middle
  }
  return low
}
