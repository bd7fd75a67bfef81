import type { ServedQuarter } from '../counting/served.ts'
import type { Database } from './database.ts'

/** What till and hand say of the customers of each quarter-hour; derived. */
export interface ServedQuarters {
  putTill(point: string, quarter: number, till: number): void
  putManual(point: string, quarter: number, manual: number | null): void
  /** From a quarter up to (not with) another. */
  between(point: string, from: number, to: number): ServedQuarter[]
  /** First and last quarter of which anything is known. */
  span(point: string): { first: number; last: number } | null
  /** Touchpoints of which anything is known. */
  points(): string[]
  clearAt(point: string): void
  clear(): void
}

export function openServedQuarters({ sqlite }: Database): ServedQuarters {
  const putTill = sqlite.prepare(
    `insert into served_quarters values (?, ?, ?, null)
     on conflict do update set till = excluded.till`,
  )
  const putManual = sqlite.prepare(
    `insert into served_quarters values (?, ?, null, ?)
     on conflict do update set manual = excluded.manual`,
  )
  const dropUnknown = sqlite.prepare(
    'delete from served_quarters where point = ? and quarter = ? and till is null and manual is null',
  )
  const select = sqlite.prepare<[string, number, number], ServedQuarter>(
    `select quarter, till, manual from served_quarters
     where point = ? and quarter >= ? and quarter < ? order by quarter`,
  )
  // SQLite finds either end at once, but reads everything when it is asked for both together.
  const selectEnds = sqlite.prepare<
    [string, string],
    { first: number | null; last: number | null }
  >(
    `select (select quarter from served_quarters where point = ? order by quarter limit 1)
         as first,
       (select quarter from served_quarters where point = ? order by quarter desc limit 1)
         as last`,
  )
  const selectNext = sqlite.prepare<[string], { point: string }>(
    'select point from served_quarters where point > ? order by point limit 1',
  )
  const removeAt = sqlite.prepare('delete from served_quarters where point = ?')

  function points() {
    const points: string[] = []
    for (let at = selectNext.get(''); at; at = selectNext.get(at.point)) points.push(at.point)
    return points
  }
  // Of most touchpoints nobody tells anything, and every question would ask for it.
  const mayBeTold = new Set(points())

  return {
    putTill(point, quarter, till) {
      mayBeTold.add(point)
      putTill.run(point, quarter, till)
    },
    putManual(point, quarter, manual) {
      mayBeTold.add(point)
      putManual.run(point, quarter, manual)
      if (manual === null) dropUnknown.run(point, quarter)
    },
    between: (point, from, to) => (mayBeTold.has(point) ? select.all(point, from, to) : []),
    span(point) {
      if (!mayBeTold.has(point)) return null
      const { first = null, last = null } = selectEnds.get(point, point) ?? {}
      return first !== null && last !== null ? { first, last } : null
    },
    points,
    clearAt(point) {
      removeAt.run(point)
    },
    clear() {
      sqlite.exec('delete from served_quarters')
    },
  }
}
