import type { Tally } from '../counting/tally.ts'
import type { Database } from './database.ts'
import { textOf } from './tallies.ts'

/** What was counted some time between two moments, nobody knows when; epoch ms. */
export interface UntimedTally {
  from: number
  to: number
  tally: Tally
}

/** Counts that belong to no quarter-hour, one row per boot. */
export interface Untimed {
  put(boot: number, device: number, counted: UntimedTally | null): void
  /** Those that lie wholly in a span. */
  within(device: number, from: number, to: number): UntimedTally[]
  /** The boots of a device that have any. */
  boots(device: number): number[]
  clear(): void
}

export function openUntimed({ sqlite }: Database): Untimed {
  const insert = sqlite.prepare('insert or replace into untimed values (?, ?, ?, ?, ?)')
  const remove = sqlite.prepare('delete from untimed where boot = ?')
  const select = sqlite.prepare<
    [number, number, number],
    { from: number; to: number; tally: string }
  >(
    `select since as "from", until as "to", tally from untimed
     where device = ? and since >= ? and until <= ? order by since, boot`,
  )
  const selectBoots = sqlite.prepare<[number], { boot: number }>(
    'select boot from untimed where device = ? order by boot',
  )
  // Remotes with a clock never have any, and every answer would ask for them.
  let mayBeAny = sqlite.prepare('select 1 from untimed').get() !== undefined
  return {
    put(boot, device, counted) {
      if (counted) {
        mayBeAny = true
        const { from, to, tally } = counted
        insert.run(boot, device, from, to, textOf(tally))
      } else remove.run(boot)
    },
    within(device, from, to) {
      const rows = mayBeAny ? select.all(device, from, to) : []
      return rows.map(row => ({ ...row, tally: JSON.parse(row.tally) as Tally }))
    },
    boots: device => selectBoots.all(device).map(({ boot }) => boot),
    clear() {
      // What was counted elsewhere may take its place.
      mayBeAny = true
      sqlite.exec('delete from untimed')
    },
  }
}
