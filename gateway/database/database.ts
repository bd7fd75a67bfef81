import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  lockFolder,
  openSqlite,
  openSqliteScratch,
  openSqliteToHandOver,
  openSqliteToRead,
  reasonOf,
  type Sqlite,
} from '../../shared/sqlite.ts'
import { accessTables } from './access-schema.ts'
import { alertTables } from './alert-schema.ts'
import { rewrite } from './rewrite.ts'
import { derivedTables, schemaVersion, truthTables } from './schema.ts'
import type { Share } from './share.ts'
import { openWalSync, type WalSync } from './wal-sync.ts'

/** The gateway's database; everything in this folder, and nothing else, speaks SQL. */
export interface Database {
  sqlite: Sqlite
  /** All of it or nothing, durable when it returns. */
  inTransaction<Result>(work: () => Result): Result
  /** The same without a wait for the disk: it is durable after `sync`, or the next transaction. */
  write<Result>(work: () => Result): Result
  /** For work that reads often: each reading for itself would take its locks. Nothing is written. */
  read<Result>(work: () => Result): Result
  /** Writes everything, as it is at this moment, into a new file. */
  backup(path: string): void
  close(): void
}

/** The database of the gateway itself. */
export interface OwnDatabase extends Database {
  /** Makes durable what was written; calls back when it is, or with why it may not be. */
  sync: WalSync['sync']
  /** Leaves nothing of what was removed; false while somebody else reads what was there. */
  rewrite(): Promise<boolean>
}

/** Opens the database beside a gateway that may be running; nothing can be changed through it. */
export function openDatabaseToRead(folder: string): Database {
  const sqlite = openSqliteToRead(join(folder, 'gateway.sqlite'))
  try {
    expectVersion(folder, sqlite.pragma('user_version', { simple: true }))
  } catch (failure) {
    sqlite.close()
    throw failure
  }
  return databaseIn(sqlite)
}

/**
 * Opens a scratch database in which everything is derived anew from the event log in a folder. The
 * tables that are stored there stand beside it under the name `kept`, and are not written to.
 */
export function openDatabaseToCompare(folder: string): Database {
  openDatabaseToRead(folder).close()
  return besideKept(openSqliteScratch(), { folder, nth: 0, of: 1 })
}

/** Opens a new database like that, in which only a share of the devices is derived. */
export const openShare = (share: Share) => besideKept(openSqliteToHandOver(share.path), share)

function besideKept(sqlite: Sqlite, { folder, nth, of }: Omit<Share, 'path'>): Database {
  sqlite.exec(derivedTables)
  sqlite.prepare('attach ? as kept').run(join(folder, 'gateway.sqlite'))
  sqlite.exec(`insert into main.counted select counted.* from kept.counted
    join kept.horizons on horizons.device = counted.device
    where counted.quarter < horizons.quarter and counted.device % ${of} = ${nth}`)
  return databaseIn(sqlite)
}

/** Opens a database for what nobody keeps: it is gone when it is closed, and waits for no disk. */
export function openThrowAwayDatabase(): OwnDatabase {
  const sqlite = openSqliteScratch()
  create(sqlite)
  sqlite.exec(accessTables + alertTables)
  return {
    ...databaseIn(sqlite),
    sync: (_, done) => void setImmediate(done, null),
    rewrite: () => rewrite(sqlite),
  }
}

/** Where nothing is durable, all transactions are alike. */
function databaseIn(sqlite: Sqlite): Database {
  const inTransaction = transactionsIn(sqlite, 'deferred')
  return {
    sqlite,
    inTransaction,
    write: inTransaction,
    read: inTransaction,
    backup: backupOf(sqlite),
    close: () => sqlite.close(),
  }
}

function expectVersion(folder: string, found: unknown) {
  if (found === schemaVersion) return
  throw new Error(
    `could not use ${folder}: expected a database of version ${schemaVersion}, found ${found}`,
  )
}

/** Opens (or creates) the database in the gateway's data folder; one process at a time. */
export function openDatabase(folder: string): OwnDatabase {
  const path = join(folder, 'gateway.sqlite')
  const sqlite = openSqlite(path)
  const lock = lockFolder(folder)
  const close = () => {
    sqlite.close()
    lock.close()
  }
  try {
    // Where a thread of its own copies the log into the file, it comes before that.
    sqlite.pragma('wal_autocheckpoint = 16000')
    if (sqlite.pragma('user_version', { simple: true }) === 0) create(sqlite)
    expectVersion(folder, sqlite.pragma('user_version', { simple: true }))
    sqlite.transaction(() => sqlite.exec(accessTables + alertTables))()
  } catch (failure) {
    close()
    throw failure
  }
  const inTransaction = transactionsIn(sqlite, 'immediate')
  const write = <Result>(work: () => Result) => {
    // With every commit: pragma(), which reads the answer too, takes six times as long.
    sqlite.exec('pragma synchronous = NORMAL')
    try {
      return inTransaction(work)
    } finally {
      sqlite.exec('pragma synchronous = FULL')
    }
  }
  const log = openWalSync(path, sqlite)
  return {
    sqlite,
    inTransaction,
    write,
    read: transactionsIn(sqlite, 'deferred'),
    sync: log.sync,
    rewrite: () => rewrite(sqlite),
    backup: backupOf(sqlite),
    close() {
      log.close()
      close()
    },
  }
}

/** Prepared once: that takes as long as to store an event. */
function transactionsIn(sqlite: Sqlite, kind: 'deferred' | 'immediate') {
  const transaction = sqlite.transaction((work: () => unknown) => work())[kind]
  return <Result>(work: () => Result) => transaction(work) as Result
}

const backupOf = (sqlite: Sqlite) => (path: string) => {
  if (existsSync(path)) throw new Error(`could not back up to ${path}: the file exists`)
  try {
    sqlite.prepare('vacuum into ?').run(path)
  } catch (cause) {
    throw new Error(`could not back up to ${path}: ${reasonOf(path, cause)}`, { cause })
  }
}

function create(sqlite: Sqlite) {
  sqlite.transaction(() => {
    sqlite.exec(truthTables + derivedTables)
    sqlite.pragma(`user_version = ${schemaVersion}`)
  })()
}
