import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

export type Sqlite = BetterSqlite3.Database

/**
 * Opens a database in which a committed transaction survives a power cut; `schema` is run on it.
 *
 * better-sqlite3 is built so that WAL silently means synchronous=NORMAL, under which the last
 * commits are lost with the power: FULL must be set after `journal_mode`, and is read back.
 */
export function openSqlite(path: string, schema = ''): Sqlite {
  const database = open(path)
  try {
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    // Pages that change with every commit are copied from the log into the file less often.
    database.pragma('wal_autocheckpoint = 8000')
    database.transaction(() => database.exec(schema))()
  } catch (cause) {
    database.close()
    throw new Error(`could not open ${path}: ${reasonOf(path, cause)}`, { cause })
  }
  if (database.pragma('synchronous', { simple: true }) !== 2) {
    throw new Error(`could not make ${path} durable: expected synchronous=FULL`)
  }
  return database
}

/** Opens a database for reading only, also while another process writes in it. */
export function openSqliteToRead(path: string): Sqlite {
  try {
    return new BetterSqlite3(path, { readonly: true, fileMustExist: true })
  } catch (cause) {
    throw new Error(`could not open ${path}: ${(cause as Error).message}`, { cause })
  }
}

/** Opens a database in which another connection writes, to copy its log into the file. */
export function openSqliteToCheckpoint(path: string): Sqlite {
  const database = new BetterSqlite3(path, { fileMustExist: true })
  database.pragma('synchronous = FULL')
  return database
}

/** Opens a database that is gone when it is closed; what does not fit into memory goes to disk. */
export function openSqliteScratch(): Sqlite {
  return withoutReferences(new BetterSqlite3(''))
}

/** Opens a database that is of no use until all of it is written, and then is handed over. */
export function openSqliteToHandOver(path: string): Sqlite {
  const database = open(path)
  database.pragma('journal_mode = OFF')
  database.pragma('synchronous = OFF')
  return database
}

/** Rows are never deleted while others refer to them; to look for it costs a lookup per insert. */
function withoutReferences(database: Sqlite): Sqlite {
  database.pragma('foreign_keys = off')
  return database
}

/**
 * Makes this process the only one that writes in a folder; the lock ends with the process,
 * however it ends. Throws when another process holds it.
 */
export function lockFolder(folder: string): { close(): void } {
  const database = open(join(folder, 'lock.sqlite'))
  try {
    database.pragma('busy_timeout = 0')
    database.exec('begin exclusive')
  } catch (cause) {
    database.close()
    if (!isBusy(cause)) throw cause
    throw new Error(`${folder} is in use by another process: stop that one first`, { cause })
  }
  return { close: () => database.close() }
}

function open(path: string): Sqlite {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return withoutReferences(new BetterSqlite3(path))
  } catch (cause) {
    throw new Error(`could not open ${path}: ${reasonOf(path, cause)}`, { cause })
  }
}

/** SQLite does not say why it cannot open a file; the system does. */
export function reasonOf(path: string, cause: unknown): string {
  if (!isStorageFailure(cause)) return (cause as Error).message
  try {
    accessSync(dirname(path), constants.W_OK)
    return (cause as Error).message
  } catch (refusal) {
    return `expected a folder that can be written (${(refusal as NodeJS.ErrnoException).code})`
  }
}

/** Whether the disk or the database failed, and not what was to be stored. */
export const isStorageFailure = (cause: unknown) => cause instanceof BetterSqlite3.SqliteError

const isBusy = (cause: unknown) =>
  cause instanceof BetterSqlite3.SqliteError && cause.code === 'SQLITE_BUSY'
