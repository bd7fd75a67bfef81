import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder, openSqlite, openSqliteToRead, type Sqlite } from '../../shared/sqlite.ts'

/** Rises when the tables change. */
const schemaVersion = 1

/*
 * The event log (devices, boots, events, rejected) is the truth; counted and tallies are derived
 * from it. There is no unique index over (boot, seq): what arrived of a boot is kept as ranges of
 * seq beside it, in the same transaction. That is several times faster, writes far less, and is
 * the proof of what is missing.
 */
const schema = `
  create table devices (
    id integer primary key,
    site text not null,
    device text not null,
    unique (site, device)
  ) strict;

  create table boots (
    id integer primary key,
    device integer not null references devices,
    boot text not null,
    received text not null,
    -- Least of (arrival - up) over the boot: the best estimate of when it began.
    start_at integer not null,
    -- How many of its events have a clock that is not trusted, and count from that start.
    distrusted integer not null,
    unique (device, boot)
  ) strict;

  create table events (
    id integer primary key,
    boot integer not null references boots,
    device integer not null references devices,
    time integer not null,
    -- 1: the device's own clock; 0: counted from the start of the boot.
    trusted integer not null,
    received_at integer not null,
    -- Of who told it, when it was received, and the event: a changed byte shows.
    crc integer not null,
    event text not null
  ) strict;
  create index events_by_time on events (device, time);
  create index distrusted_events on events (boot) where trusted = 0;

  create table rejected (
    id integer primary key,
    received_at integer not null,
    topic text not null,
    reason text not null,
    detail text not null,
    bytes integer not null,
    payload blob not null
  ) strict;

  create table counted (
    device integer not null references devices,
    quarter integer not null,
    entries text not null,
    counter text not null,
    primary key (device, quarter)
  ) strict, without rowid;

  create table tallies (
    device integer not null references devices,
    quarter integer not null,
    tally text not null,
    primary key (device, quarter)
  ) strict, without rowid;

  create table notes (name text primary key, value text not null) strict;
`

/** The gateway's database; everything in this folder, and nothing else, speaks SQL. */
export interface Database {
  sqlite: Sqlite
  /** All of it or nothing, durable when it returns. */
  inTransaction(work: () => void): void
  /** Writes everything, as it is at this moment, into a new file. */
  backup(path: string): void
  close(): void
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
  const inTransaction = (work: () => void) => sqlite.transaction(work).deferred()
  return { sqlite, inTransaction, backup: backupOf(sqlite), close: () => sqlite.close() }
}

function expectVersion(folder: string, found: unknown) {
  if (found === schemaVersion) return
  throw new Error(
    `could not use ${folder}: expected a database of version ${schemaVersion}, found ${found}`,
  )
}

/** Opens (or creates) the database in the gateway's data folder; one process at a time. */
export function openDatabase(folder: string): Database {
  const path = join(folder, 'gateway.sqlite')
  const sqlite = openSqlite(path)
  const lock = lockFolder(folder)
  const close = () => {
    sqlite.close()
    lock.close()
  }
  try {
    if (sqlite.pragma('user_version', { simple: true }) === 0) create(sqlite)
    expectVersion(folder, sqlite.pragma('user_version', { simple: true }))
  } catch (failure) {
    close()
    throw failure
  }
  const inTransaction = (work: () => void) => sqlite.transaction(work).immediate()
  return { sqlite, inTransaction, backup: backupOf(sqlite), close }
}

const backupOf = (sqlite: Sqlite) => (path: string) => {
  if (existsSync(path)) throw new Error(`could not back up to ${path}: the file exists`)
  try {
    sqlite.prepare('vacuum into ?').run(path)
  } catch (cause) {
    throw new Error(`could not back up to ${path}: ${(cause as Error).message}`, { cause })
  }
}

function create(sqlite: Sqlite) {
  sqlite.transaction(() => {
    sqlite.exec(schema)
    sqlite.pragma(`user_version = ${schemaVersion}`)
  })()
}
