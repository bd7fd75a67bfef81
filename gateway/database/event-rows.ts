import { crc32 } from 'node:zlib'
import type { Told } from '../counting/told.ts'
import type { Boots } from './boots.ts'
import type { Devices } from './devices.ts'
import { headOf, kindOf } from './event-head.ts'

/** An event of the log, to be counted. */
export interface StoredEvent {
  /** Its place in the log. */
  id: number
  device: number
  boot: number
  receivedAt: number
  event: Told
}

/** An event of the log as it was told. */
export interface LoggedEvent {
  id: number
  site: string
  device: string
  boot: string
  receivedAt: number
  /** Undefined when the disk has spoilt it. */
  kind: Told['kind'] | undefined
  crc: number
  json: string
}

export interface EventRow {
  id: number
  boot: number
  kind: number
  seq: number
  at: number
  up: number
  synced: number
  receivedAt: number
  crc: number
  rest: string
}

/** The columns of an `EventRow`, wherever events are read. */
export const eventColumns =
  'events.id, boot, kind, seq, at, up, synced, received_at as receivedAt, crc, rest'

export interface EventRows {
  logged(row: EventRow): LoggedEvent
  /** Null when a byte was changed: what was checked before it was stored is trusted. */
  stored(row: EventRow): StoredEvent | null
}

/** Of an event and who told it; any changed byte changes it. Signed, for that takes less room. */
export const checksum = (
  { site, device }: { site: string; device: string },
  receivedAt: number,
  json: string,
) => crc32(`${site}/${device} ${receivedAt} ${json}`) | 0

export function openEventRows(boots: Boots, devices: Devices): EventRows {
  const jsonOf = (row: EventRow, boot: string) =>
    row.rest.startsWith('{')
      ? row.rest
      : headOf({ ...row, boot, kind: kindOf(row.kind), synced: row.synced === 1 }) + row.rest

  return {
    logged(row) {
      const { boot, device } = boots.get(row.boot)
      const { site, device: name } = devices.get(device)
      const { id, receivedAt, crc } = row
      const kind = kindOf(row.kind)
      return { id, site, device: name, boot, receivedAt, kind, crc, json: jsonOf(row, boot) }
    },
    stored(row) {
      const { boot, device } = boots.get(row.boot)
      const json = jsonOf(row, boot)
      if (checksum(devices.get(device), row.receivedAt, json) !== row.crc) return null
      const event = JSON.parse(json) as Told
      return { id: row.id, device, boot: row.boot, receivedAt: row.receivedAt, event }
    },
  }
}
