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

const schema = `create table if not exists waiting (
  position integer primary key autoincrement,
  kind text not null,
  event text not null
) strict`

/** Opens the outbox of a remote in its data folder, and begins a new boot. */
export function openOutbox(folder: string, limit = roomyLimit): Outbox {
  const database = openSqlite(join(folder, 'outbox.sqlite'), schema)
  const lock = lockFolder(folder)
  const insert = database.prepare('insert into waiting (kind, event) values (?, ?)')
  const select = database.prepare<[number, number], { position: number; event: string }>(
    'select position, event from waiting where position > ? order by position limit ?',
  )
  const remove = database.prepare('delete from waiting where position <= ?')
  const makeRoom = database.prepare(`delete from waiting where position in
    (select position from waiting where kind = 'heartbeat' order by position limit ?)`)
  const count = database.prepare<[], { n: number }>('select count(*) as n from waiting')

  const boot = randomBytes(6).toString('hex')
  let seq = 0
  let length = count.get()?.n ?? 0
  let listener = () => {}

  return {
    boot,
    tell(fact, clock) {
      const event = nameFact(fact, { boot, seq: seq + 1, ...clock })
      const dropped = database.transaction(() => {
        insert.run(event.kind, JSON.stringify(event))
        return length >= limit ? makeRoom.run(length - limit + 1).changes : 0
      })()
      // Only now: a seq whose event could not be stored would look like a loss.
      seq += 1
      length += 1 - dropped
      listener()
      return event
    },
    after: (position, limit) =>
      select.all(position, limit).map(row => ({ position: row.position, json: row.event })),
    acknowledge(position) {
      try {
        length -= remove.run(position).changes
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
      database.close()
      lock.close()
    },
  }
}
