import { setTimeout as delay } from 'node:timers/promises'
import type { Sqlite } from '../../shared/sqlite.ts'

/** How often, and how far apart, it is tried to be the only one who reads. */
const tries = { most: 20, everyMs: 100 }

/**
 * Writes a database anew, without what was ever removed from it; meanwhile nothing is stored. Gives
 * false while another program reads in it, and so keeps what was there.
 */
export async function rewrite(sqlite: Sqlite): Promise<boolean> {
  // To overwrite what is removed would not do: a row that SQLite moves to another page stands in both.
  sqlite.exec('vacuum')
  for (let tried = 0; tried < tries.most; tried += 1) {
    if (emptyLog(sqlite)) return true
    await delay(tries.everyMs)
  }
  return false
}

/** Moves all of the write-ahead log into the database file; false while somebody reads in it. */
export function emptyLog(sqlite: Sqlite): boolean {
  const waitsMs = sqlite.pragma('busy_timeout', { simple: true })
  sqlite.pragma('busy_timeout = 0')
  try {
    return sqlite.pragma('wal_checkpoint(truncate)', { simple: true }) === 0
  } finally {
    sqlite.pragma(`busy_timeout = ${waitsMs}`)
  }
}
