import { compareFacts, type Fact } from '../counting/count.ts'
import { quarterMs } from '../counting/quarter.ts'
import type { Database } from './database.ts'
import { type EventRow, type EventRows, eventColumns, type StoredEvent } from './event-rows.ts'

/** When an event happened: epoch ms, and how far the truth may lie from it. */
export interface Placed {
  time: number
  /** Null when the device's own clock said it. */
  errorMs: number | null
}

export interface PlacedEvent extends Placed {
  stored: StoredEvent
}

/** Of each device what happened when, as far as it was counted; derived from the event log. */
export interface Facts {
  add(device: number, event: number, placed: Placed): void
  move(device: number, event: number, from: number, to: Placed): void
  /** A device's facts in a span, in the order in which they count. */
  between(device: number, from: number, to: number): Fact[]
  /** The earliest time, not before `from`, at which a device told something. */
  nextTime(device: number, from: number): number | null
  /** Events of one boot in a span whose time is an estimate. */
  estimated(device: number, boot: number, from: number, to: number): PlacedEvent[]
  /** Events of one boot of which nobody knows in which quarter-hour they happened. */
  untimed(device: number, boot: number): PlacedEvent[]
  clear(): void
}

/** What may have happened so long before or after has no place in a quarter-hour. */
const mostErrorMs = quarterMs / 2

export const isTimed = ({ errorMs }: Placed) => errorMs === null || errorMs <= mostErrorMs

type Row = EventRow & Placed

export function openFacts({ sqlite }: Database, rows: EventRows): Facts {
  const insert = sqlite.prepare(
    'insert into facts (device, time, event, error_ms) values (?, ?, ?, ?)',
  )
  const remove = sqlite.prepare('delete from facts where device = ? and time = ? and event = ?')
  const timed = `(error_ms is null or error_ms <= ${mostErrorMs})`
  const inSpan = 'device = ? and time >= ? and time < ?'
  const select = `select time, error_ms as errorMs, ${eventColumns}
    from facts join events on events.id = facts.event where`
  const selectBetween = sqlite.prepare<[number, number, number], Row>(
    `${select} ${inSpan} and ${timed} order by time`,
  )
  const selectNext = sqlite.prepare<[number, number], { time: number }>(
    `select time from facts where device = ? and time >= ? and ${timed} order by time limit 1`,
  )
  const selectEstimated = sqlite.prepare<[number, number, number, number], Row>(
    `${select} ${inSpan} and error_ms is not null and boot = ?`,
  )
  const selectUntimed = sqlite.prepare<[number, number], Row>(
    `${select} device = ? and error_ms > ${mostErrorMs} and boot = ?`,
  )

  const placed = (row: Row): PlacedEvent[] => {
    const stored = rows.stored(row)
    return stored ? [{ time: row.time, errorMs: row.errorMs, stored }] : []
  }

  return {
    add(device, event, { time, errorMs }) {
      insert.run(device, time, event, errorMs)
    },
    move(device, event, from, { time, errorMs }) {
      remove.run(device, from, event)
      insert.run(device, time, event, errorMs)
    },
    between: (device, from, to) =>
      selectBetween
        .all(device, from, to)
        .flatMap(placed)
        .map(({ time, stored }): Fact => ({ time, event: stored.event }))
        .sort(compareFacts),
    nextTime: (device, from) => selectNext.get(device, from)?.time ?? null,
    estimated: (device, boot, from, to) =>
      selectEstimated.all(device, from, to, boot).flatMap(placed),
    untimed: (device, boot) => selectUntimed.all(device, boot).flatMap(placed),
    clear() {
      sqlite.exec('delete from facts')
    },
  }
}
