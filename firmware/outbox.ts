import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { DeviceEvent, RemoteFact } from '../shared/events.ts'
import { isStorageFailure, lockFolder, openSqlite } from '../shared/sqlite.ts'
import { nameFact } from './telling.ts'

export interface WaitingEvent {
  /** Place in the queue; rises with every event. */
  position: number
  json: string
}

/** What an uplink sends: events in the order in which they were told, kept until acknowledged. */
export interface Queue {
  /** The events after a place, oldest first. */
  after(position: number, limit: number): WaitingEvent[]
  /** Forgets the events up to and with a place. */
  acknowledge(position: number): void
  /** How many have not been acknowledged. */
  waiting(): number
  /** Calls back whenever there is something new to send. */
  onTold(listen: () => void): void
}

/** A queue on disk: an event is there before anything else happens with it. */
export interface Outbox extends Queue {
  boot: string
  /** Names the fact and stores it; when this returns, it survives a power cut. */
  tell(fact: RemoteFact, clock: { at: number; synced: boolean }): DeviceEvent
  close(): void
}

/** When this many events wait, the oldest heartbeats make room; presses and visits never do. */
const roomyLimit = 100_000

/** As many acknowledged events are told again, at most, when the power fails. */
const lazyLimit = 1000

const schema = `create table if not exists waiting (
  position integer primary key,
  kind text not null,
  event text not null
) strict`

/** Opens the outbox of a remote in its data folder, and begins a new boot. */
export function openOutbox(folder: string, limit = roomyLimit): Outbox {
  const database = openSqlite(join(folder, 'outbox.sqlite'), schema)
  const lock = lockFolder(folder)
  const insert = database.prepare('insert into waiting (position, kind, event) values (?, ?, ?)')
  const select = database.prepare<[number, number], { position: number; event: string }>(
    'select position, event from waiting where position > ? order by position limit ?',
  )
  const remove = database.prepare('delete from waiting where position <= ?')
  const makeRoom = database.prepare(`delete from waiting where position in
    (select position from waiting where kind = 'heartbeat' order by position limit ?)`)
  const count = database.prepare<[number, number], { n: number }>(
    'select count(*) as n from waiting where position > ? and position <= ?',
  )
  const last = database.prepare<[], { position: number | null }>(
    'select max(position) as position from waiting',
  )

  const boot = randomBytes(6).toString('hex')
  let seq = 0
  let newest = last.get()?.position ?? 0
  /** Up to here the gateway has everything; up to `removed` it is gone from the disk too. */
  let acknowledged = 0
  let removed = 0
  const countAfter = (position: number, end: number) => count.get(position, end)?.n ?? 0
  let length = countAfter(0, newest)
  let listener = () => {}

  function forget() {
    remove.run(acknowledged)
    removed = acknowledged
  }

  return {
    boot,
    tell(fact, clock) {
      const event = nameFact(fact, { boot, seq: seq + 1, ...clock })
      const dropped = database.transaction(() => {
        // Every commit wears the card, so what was acknowledged goes with what comes.
        remove.run(acknowledged)
        insert.run(newest + 1, event.kind, JSON.stringify(event))
        return length >= limit ? makeRoom.run(length - limit + 1).changes : 0
      })()
      // Only now: a seq whose event could not be stored would look like a loss.
      seq += 1
      newest += 1
      removed = acknowledged
      length += 1 - dropped
      listener()
      return event
    },
    after: (position, limit) =>
      select
        .all(Math.max(position, acknowledged), limit)
        .map(row => ({ position: row.position, json: row.event })),
    acknowledge(position) {
      length -= countAfter(acknowledged, position)
      acknowledged = Math.max(acknowledged, position)
      try {
        if (acknowledged - removed >= lazyLimit) forget()
      } catch (cause) {
        // On a full disk the events stay, and are told again: that does no harm.
        if (!isStorageFailure(cause)) throw cause
      }
    },
    waiting: () => length,
    onTold(listen) {
      listener = listen
    },
    close() {
      try {
        forget()
      } catch (cause) {
        if (!isStorageFailure(cause)) throw cause
      }
      database.close()
      lock.close()
    },
  }
}
