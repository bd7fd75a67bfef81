import { crc32 } from 'node:zlib'
import { DeviceEvent } from '../../shared/events.ts'
import { parseJson } from '../../shared/parsing.ts'
import { compareFacts, type Fact } from '../counting/count.ts'
import { withSeq } from '../counting/seq-ranges.ts'
import { isTrusted } from '../counting/trusted-clock.ts'
import type { Boot, Boots } from './boots.ts'
import type { Database } from './database.ts'
import type { Device } from './devices.ts'

export interface NewEvent {
  device: Device
  event: DeviceEvent
  /** The event as JSON on one line. */
  json: string
  receivedAt: number
}

interface LoggedEvent {
  id: number
  site: string
  device: string
  boot: string
  receivedAt: number
  crc: number
  json: string
}

/** What a batch of events brought: which facts are new, and which older ones count anew. */
export interface Appended {
  facts: { device: number; fact: Fact }[]
  /** Facts from this time on count at another time than before. */
  moved: { device: number; from: number }[]
  /** How many were there already. */
  duplicates: number
}

/** Events are stored once and never changed; only the time at which one counts may be mended. */
export interface EventLog {
  append(events: NewEvent[]): Appended
  /** A device's facts in a span, in the order in which they count. */
  between(device: number, from: number, to: number): Fact[]
  /** The earliest time, not before `from`, at which a device told something. */
  nextTime(device: number, from: number): number | null
  /** The last of a device's facts of one kind. */
  latest(device: number, kind: DeviceEvent['kind']): Fact | null
  /** The whole log in the order of arrival, a page at a time. */
  page(afterId: number, limit: number): LoggedEvent[]
  /** To be called when a transaction failed. */
  forget(): void
}

/** Of an event and who told it; any changed byte changes it. */
export const checksum = (
  { site, device }: { site: string; device: string },
  receivedAt: number,
  json: string,
) => crc32(`${site}/${device} ${receivedAt} ${json}`)

/** Reads back what this file wrote; an event that the disk has spoilt is left out, see `verify`. */
function readFacts(rows: { time: number; event: string }[]): Fact[] {
  return rows.flatMap(({ time, event: json }) => {
    const event = parseJson(json, DeviceEvent)
    return event.ok ? [{ time, event: event.value }] : []
  })
}

export function openEventLog({ sqlite }: Database, boots: Boots): EventLog {
  const insert = sqlite.prepare(
    `insert into events (boot, device, time, trusted, received_at, crc, event)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const selectBetween = sqlite.prepare<[number, number, number], { time: number; event: string }>(
    'select time, event from events where device = ? and time >= ? and time < ? order by time',
  )
  const selectNext = sqlite.prepare<[number, number], { time: number | null }>(
    'select min(time) as time from events where device = ? and time >= ?',
  )
  const selectLatest = sqlite.prepare<[number, string], { time: number; event: string }>(
    `select time, event from events
     where device = ? and case when json_valid(event) then event ->> '$.kind' end = ?
     order by time desc limit 1`,
  )
  const selectPage = sqlite.prepare<[number, number], LoggedEvent>(
    `select events.id, site, devices.device, boots.boot, received_at as receivedAt, crc,
       event as json
     from events
       join devices on devices.id = events.device
       join boots on boots.id = events.boot
     where events.id > ? order by events.id limit ?`,
  )
  const distrusted = 'boot = ? and trusted = 0 and json_valid(event)'
  const selectMoving = sqlite.prepare<[number], { time: number | null }>(
    `select min(time) as time from events where ${distrusted}`,
  )
  const move = sqlite.prepare(
    `update events set time = max(0, (event ->> '$.up') + ?) where ${distrusted}`,
  )

  /** An earlier start of a boot moves its events whose own clock is not trusted. */
  function moveTo(boot: Boot, startAt: number): number | null {
    const { id } = boot
    boot.startAt = startAt
    if (boot.distrusted === 0) return null
    const from = selectMoving.get(id)?.time ?? null
    move.run(startAt, id)
    return from
  }

  return {
    append(events) {
      const appended: Appended = { facts: [], moved: [], duplicates: 0 }
      const touched = new Set<Boot>()
      for (const told of events) {
        const { event, json, receivedAt } = told
        const device = told.device.id
        // No event arrives before it happened: the promptest arrival tells when the boot began.
        // Whole seconds, or the drift of a clock would move the boot with every event.
        const startAt = Math.floor((receivedAt - event.up) / 1000) * 1000
        const boot = boots.enter(device, event.boot, startAt)
        const received = withSeq(boot.received, event.seq)
        if (!received) {
          appended.duplicates += 1
          continue
        }
        boot.received = received
        touched.add(boot)
        if (startAt < boot.startAt) {
          const from = moveTo(boot, startAt)
          if (from !== null) appended.moved.push({ device, from: Math.min(from, boot.startAt) })
        }
        const trusted = isTrusted(event, receivedAt)
        if (!trusted) boot.distrusted += 1
        const time = trusted ? event.at : Math.max(0, boot.startAt + event.up)
        const crc = checksum(told.device, receivedAt, json)
        insert.run(boot.id, device, time, trusted ? 1 : 0, receivedAt, crc, json)
        appended.facts.push({ device, fact: { time, event } })
      }
      for (const boot of touched) boots.save(boot)
      return appended
    },
    between: (device, from, to) =>
      readFacts(selectBetween.all(device, from, to)).sort(compareFacts),
    nextTime: (device, from) => selectNext.get(device, from)?.time ?? null,
    latest: (device, kind) => readFacts(selectLatest.all(device, kind))[0] ?? null,
    page: (afterId, limit) => selectPage.all(afterId, limit),
    forget: () => boots.forget(),
  }
}
