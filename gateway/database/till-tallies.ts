import type { TillTally } from '../counting/till.ts'
import type { Database } from './database.ts'

/** What was sold in each quarter-hour in which a till told anything; derived from the sales. */
export interface TillTallies {
  add(point: string, change: TillTally): void
  /** From a quarter up to (not with) another. */
  between(point: string, from: number, to: number): TillTally[]
  /** The nearest quarters before and after one in which anything was told. */
  before(point: string, quarter: number): number | null
  after(point: string, quarter: number): number | null
  clear(): void
}

export function openTillTallies({ sqlite }: Database): TillTallies {
  const put = sqlite.prepare(
    `insert into till_tallies values (?, ?, ?, ?, ?)
     on conflict do update set sold = sold + excluded.sold,
       taken_back = taken_back + excluded.taken_back, returned = returned + excluded.returned`,
  )
  const select = sqlite.prepare<[string, number, number], TillTally>(
    `select quarter, sold, taken_back as takenBack, returned from till_tallies
     where point = ? and quarter >= ? and quarter < ? order by quarter`,
  )
  const selectBefore = sqlite.prepare<[string, number], { quarter: number }>(
    'select quarter from till_tallies where point = ? and quarter < ? order by quarter desc limit 1',
  )
  const selectAfter = sqlite.prepare<[string, number], { quarter: number }>(
    'select quarter from till_tallies where point = ? and quarter > ? order by quarter limit 1',
  )
  return {
    add(point, { quarter, sold, takenBack, returned }) {
      put.run(point, quarter, sold, takenBack, returned)
    },
    between: (point, from, to) => select.all(point, from, to),
    before: (point, quarter) => selectBefore.get(point, quarter)?.quarter ?? null,
    after: (point, quarter) => selectAfter.get(point, quarter)?.quarter ?? null,
    clear() {
      sqlite.exec('delete from till_tallies')
    },
  }
}
