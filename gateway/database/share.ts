import { rmSync } from 'node:fs'
import type { Sqlite } from '../../shared/sqlite.ts'
import type { Database } from './database.ts'

/** A part of all devices, counted anew in a database of its own beside the gateway's. */
export interface Share {
  folder: string
  path: string
  nth: number
  of: number
}

export const isIn =
  ({ nth, of }: Share) =>
  (device: number) =>
    device % of === nth

/** Of these nothing is kept when all is counted again. */
const countedAgain = ['facts', 'knots', 'late_boots', 'holes', 'untimed', 'counted_by', 'reached']

/** Takes over what was counted in shares, after `clear`: all of it or nothing. */
export function takeShares(database: Database, shares: Share[], clear: () => void): void {
  const { sqlite } = database
  const attached: string[] = []
  try {
    for (const { nth, path } of shares) {
      sqlite.prepare(`attach ? as share${nth}`).run(path)
      attached.push(`share${nth}`)
    }
    database.inTransaction(() => {
      clear()
      for (const share of attached) take(sqlite, share)
      // Of some devices more may be counted, which `reached` says.
      const notes = attached.map(share => `select value from ${share}.notes`).join(' union all ')
      sqlite.exec(`insert or replace into main.notes
        select 'counted', min(cast(value as integer)) from (${notes})`)
    })
  } finally {
    for (const share of attached) sqlite.exec(`detach ${share}`)
  }
}

function take(sqlite: Sqlite, share: string) {
  for (const table of countedAgain) {
    sqlite.exec(`insert into main.${table} select * from ${share}.${table}`)
  }
  // What is kept for ever stands in both.
  sqlite.exec(`
    insert or replace into main.tallies select * from ${share}.tallies;
    insert into main.counted (device, quarter, entries, counter)
      select device, quarter, entries, counter from ${share}.counted where true
      on conflict do nothing`)
}

export function dropShares(shares: Share[]): void {
  for (const { path } of shares) rmSync(path, { force: true })
}
