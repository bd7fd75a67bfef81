/** What was seen in one column of a picture. */
export interface Column {
  /** Nearest and farthest reading, mm; null when the laser saw nothing valid. */
  nearest: number | null
  farthest: number | null
  readings: number
  missing: number
  /** Where the zone of customers ended then, mm. */
  zoneMm: number
}

/** Readings of any number in a bounded number of columns, which widen as time goes on. */
export class Envelope {
  columns: Column[] = []
  columnMs: number
  #most: number

  constructor(columnMs: number, most: number) {
    this.columnMs = columnMs
    this.#most = most
  }

  add(t: number, mm: number | null, zoneMm: number): void {
    while (t >= this.columnMs * this.#most) this.#widen()
    const at = Math.floor(t / this.columnMs)
    while (this.columns.length <= at) this.columns.push(emptyColumn(zoneMm))
    const column = this.columns[at]
    if (!column) return
    const seen = { nearest: mm, farthest: mm, readings: 1, missing: mm === null ? 1 : 0, zoneMm }
    this.columns[at] = merge(column, seen)
  }

  #widen(): void {
    this.columnMs *= 2
    const narrow = this.columns
    this.columns = []
    for (let at = 0; at < narrow.length; at += 2) {
      const [one, other] = [narrow[at], narrow[at + 1]]
      if (one) this.columns.push(other ? merge(one, other) : one)
    }
  }
}

const emptyColumn = (zoneMm: number): Column => ({
  nearest: null,
  farthest: null,
  readings: 0,
  missing: 0,
  zoneMm,
})

const merge = (one: Column, other: Column): Column => ({
  nearest: least(one.nearest, other.nearest, Math.min),
  farthest: least(one.farthest, other.farthest, Math.max),
  readings: one.readings + other.readings,
  missing: one.missing + other.missing,
  zoneMm: other.zoneMm,
})

function least(one: number | null, other: number | null, of: (a: number, b: number) => number) {
  if (one === null) return other
  return other === null ? one : of(one, other)
}
