import type { DeviceEvent } from '../../shared/events.ts'
import { withSeq } from '../counting/seq-ranges.ts'
import type { Told } from '../counting/told.ts'
import { isTrusted, latestTime } from '../counting/trusted-clock.ts'
import type { Boot, Boots } from './boots.ts'
import type { Database } from './database.ts'
import type { Device } from './devices.ts'
import { headOf, numberOf } from './event-head.ts'
import {
  checksum,
  type EventRow,
  type EventRows,
  eventColumns,
  type LoggedEvent,
  type StoredEvent,
} from './event-rows.ts'

export interface NewEvent {
  device: Device
  event: Told
  /** The event as JSON on one line. */
  json: string
  receivedAt: number
}

/** Events in the order of arrival; each is stored once and never changed. */
export interface EventLog {
  append(events: NewEvent[]): { stored: StoredEvent[]; duplicates: number }
  /** What stands after a place in the log, without what the disk has spoilt; and the last place. */
  storedAfter(id: number, limit: number): { stored: StoredEvent[]; last: number | null }
  /** The same, as it was told. */
  loggedAfter(id: number, limit: number): LoggedEvent[]
  /** Removes an event that is old; that it was received stays known. */
  remove(event: StoredEvent): void
  /** When anything last arrived, epoch ms; null when nothing ever did. */
  lastReceivedAt(): number | null
  /** The last place in the log. */
  last(): number
  /** To be called when a transaction failed. */
  forget(): void
}

function enterTimes(boot: Boot, event: DeviceEvent, receivedAt: number) {
  const latest = latestTime(event, receivedAt)
  boot.since = Math.min(boot.since, receivedAt)
  boot.lastUp = Math.max(boot.lastUp, event.up)
  boot.start = Math.min(boot.start, latest - event.up)
  boot.end = Math.max(boot.end, latest)
  if (isTrusted(event, receivedAt)) boot.clocked += 1
  else boot.unclocked += 1
}

export function openEventLog({ sqlite }: Database, boots: Boots, rows: EventRows): EventLog {
  const insert = sqlite.prepare(
    `insert into events (boot, kind, seq, at, up, synced, received_at, crc, rest)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectAfter = sqlite.prepare<[number, number], EventRow>(
    `select ${eventColumns} from events where id > ? order by id limit ?`,
  )
  const removeRow = sqlite.prepare('delete from events where id = ?')
  const selectReceived = sqlite.prepare<[], { at: number }>(
    'select received_at as at from events order by id desc limit 1',
  )
  const selectLast = sqlite.prepare<[], { id: number | null }>('select max(id) as id from events')

  function store({ device, event, json, receivedAt }: NewEvent, boot: Boot): number {
    const head = headOf(event)
    const rest = json.startsWith(head) ? json.slice(head.length) : json
    const { seq, at, up, synced } = event
    const [kind, trust] = [numberOf(event.kind), synced ? 1 : 0]
    const crc = checksum(device, receivedAt, json)
    const { lastInsertRowid } = insert.run(boot.id, kind, seq, at, up, trust, receivedAt, crc, rest)
    return Number(lastInsertRowid)
  }

  return {
    append(events) {
      const stored: StoredEvent[] = []
      const touched = new Set<Boot>()
      for (const told of events) {
        const { device, event, receivedAt } = told
        const boot = boots.enter(device.id, event.boot)
        if (event.kind !== 'status') {
          const received = withSeq(boot.received, event.seq)
          if (!received) continue
          boot.received = received
          enterTimes(boot, event, receivedAt)
          touched.add(boot)
        }
        const id = store(told, boot)
        stored.push({ id, device: device.id, boot: boot.id, receivedAt, event })
      }
      for (const boot of touched) boots.save(boot)
      return { stored, duplicates: events.length - stored.length }
    },
    storedAfter(id, limit) {
      const found = selectAfter.all(id, limit)
      return {
        stored: found.flatMap(row => rows.stored(row) ?? []),
        last: found.at(-1)?.id ?? null,
      }
    },
    loggedAfter: (id, limit) => selectAfter.all(id, limit).map(rows.logged),
    remove({ id, boot }) {
      removeRow.run(id)
      const of = boots.get(boot)
      of.removed += 1
      boots.save(of)
    },
    lastReceivedAt: () => selectReceived.get()?.at ?? null,
    last: () => selectLast.get()?.id ?? 0,
    forget: () => boots.forget(),
  }
}
