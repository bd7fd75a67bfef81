import { join } from 'node:path'
import { lockFolder, openSqlite, type Sqlite } from '../../shared/sqlite.ts'

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
    -- Least of (arrival - up) over the boot: wall clock of its start, for clocks not to be trusted.
    start_at integer not null,
    -- How many of its events count from that start.
    distrusted integer not null,
    unique (device, boot)
  ) strict;

  create table events (
    id integer primary key,
    boot integer not null references boots,
    device integer not null references devices,
    time integer not null,
    received_at integer not null,
    event text not null
  ) strict;
  create index events_by_time on events (device, time);

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
  close(): void
}

/** Opens (or creates) the database in the gateway's data folder; one process at a time. */
export function openDatabase(folder: string): Database {
  const sqlite = openSqlite(join(folder, 'gateway.sqlite'))
  const lock = lockFolder(folder)
  const found = sqlite.pragma('user_version', { simple: true })
  if (found === 0) {
    sqlite.transaction(() => {
      sqlite.exec(schema)
      sqlite.pragma(`user_version = ${schemaVersion}`)
    })()
  } else if (found !== schemaVersion) {
    sqlite.close()
    lock.close()
    throw new Error(
      `could not use ${folder}: expected a database of version ${schemaVersion}, found ${found}`,
    )
  }
  return {
    sqlite,
    inTransaction: work => sqlite.transaction(work).immediate(),
    close() {
      sqlite.close()
      lock.close()
    },
  }
}
