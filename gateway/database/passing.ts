import { join } from 'node:path'
import { openSqlite } from '../../shared/sqlite.ts'
import type { Role } from '../access/rights.ts'

/** A person's stay; the browser holds its key. */
export interface Session {
  person: string
  /** The person's password hash at that time: with another password it is over. */
  password: string
  /** Epoch ms. */
  until: number
}

/** Lets somebody set a password, once. */
interface Invitation {
  /** Null: whoever comes chooses it. */
  person: string | null
  role: Role
  until: number
}

/** Lets one device in, once. */
export interface PairingCode {
  site: string
  device: string
  until: number
}

/** What lives for a while and is found by the hash of a key. */
interface Store<Kept extends { until: number }> {
  find(hash: string): Kept | null
  put(hash: string, kept: Kept): void
  remove(hash: string): void
  clear(): void
}

/**
 * Keys that are soon over, in a file beside the database: a backup does not hold it, so that
 * neither sessions nor spent codes come back with one.
 */
export interface Passing {
  sessions: Store<Session>
  invitations: Store<Invitation>
  codes: Store<PairingCode>
  removeUntil(now: number): void
  close(): void
}

const names = ['sessions', 'invitations', 'codes'] as const

const table = (name: string) => `
  create table if not exists ${name} (
    hash text primary key, until integer not null, kept text not null
  ) strict, without rowid;
`

export function openPassing(folder: string): Passing {
  const sqlite = openSqlite(join(folder, 'passing.sqlite'), names.map(table).join(''))

  function open<Kept extends { until: number }>(name: (typeof names)[number]): Store<Kept> {
    const select = sqlite.prepare<[string], { kept: string }>(
      `select kept from ${name} where hash = ?`,
    )
    const put = sqlite.prepare(`insert or replace into ${name} values (?, ?, ?)`)
    const remove = sqlite.prepare(`delete from ${name} where hash = ?`)
    const clear = sqlite.prepare(`delete from ${name}`)
    return {
      find(hash) {
        const row = select.get(hash)
        return row ? JSON.parse(row.kept) : null
      },
      put(hash, kept) {
        put.run(hash, kept.until, JSON.stringify(kept))
      },
      remove(hash) {
        remove.run(hash)
      },
      clear() {
        clear.run()
      },
    }
  }

  const removals = names.map(name => sqlite.prepare(`delete from ${name} where until <= ?`))
  return {
    sessions: open<Session>('sessions'),
    invitations: open<Invitation>('invitations'),
    codes: open<PairingCode>('codes'),
    removeUntil(now) {
      for (const removal of removals) removal.run(now)
    },
    close: () => sqlite.close(),
  }
}
