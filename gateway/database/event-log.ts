import { enterConnection, enterEvent } from '../counting/boot-record.ts'
import type { Told } from '../counting/told.ts'
import type { Boot, Boots } from './boots.ts'
import { ByteText } from './byte-text.ts'
import type { Devices } from './devices.ts'
import type { EventRows, LoggedEvent, StoredEvent } from './event-rows.ts'
import type { EventTable } from './event-table.ts'

export interface NewEvent {
  from: { site: string; device: string }
  event: Told
  /** The event as JSON on one line, in UTF-8. */
  told: Uint8Array
  receivedAt: number
}

/** Events in the order of arrival; each is stored once and never changed. */
export interface EventLog {
  append(events: NewEvent[]): { stored: StoredEvent[]; duplicates: number }
  /**
   * What stands after a place in the log, so many at most and without what the disk has spoilt;
   * and the last place that was read.
   */
  storedAfter(id: number, most: number): { stored: StoredEvent[]; last: number | null }
  /** Events at places in the log; what the disk has spoilt is left out. */
  storedAt(ids: number[]): StoredEvent[]
  /** All that stands after a place as it was told, some at a time, read as they are asked for. */
  loggedAfter(id: number): Generator<LoggedEvent[]>
  /** Removes events that are old; that they were received stays known. */
  remove(events: StoredEvent[]): void
  /** When anything last arrived, epoch ms; null when nothing ever did. */
  lastReceivedAt(): number | null
  /** The last place in the log. */
  last(): number
  /** One sentence for each place at which rows of the log do not fit together. */
  misfits(): string[]
  /** To be called when a transaction failed. */
  forget(): void
}

/** So many stand in one row at most: to read one of them, all are read. */
const mostInRow = 64
/** Read at a time: an export of millions must not hold up a press. */
const eventsInPage = 500

export function openEventLog(
  table: EventTable,
  devices: Devices,
  boots: Boots,
  rows: EventRows,
): EventLog {
  /** Is written anew again and again. */
  const row = new ByteText()
  let lastPlace: number | null = null
  const last = () => {
    lastPlace ??= table.newest()?.last ?? 0
    return lastPlace
  }

  return {
    append(events) {
      const stored: StoredEvent[] = []
      const touched = new Set<Boot>()
      let before: { from: NewEvent['from']; boot: Boot } | undefined
      const first = last() + 1
      let rowFirst = first
      row.clear()
      for (const { from, event, receivedAt, told } of events) {
        // Most come from where the one before came from.
        if (from !== before?.from || event.boot !== before.boot.boot) {
          const device = devices.enter(from.site, from.device)
          before = { from, boot: boots.enter(device.id, event.boot) }
        }
        const { boot } = before
        if (event.kind === 'status') {
          if (enterConnection(boot, event)) touched.add(boot)
        } else {
          if (!enterEvent(boot, event, receivedAt)) continue
          touched.add(boot)
        }
        const id = first + stored.length
        if (id === rowFirst + mostInRow) {
          table.insert(rowFirst, id - 1, row.written())
          rowFirst = id
          row.clear()
        }
        rows.write(row, boot, { place: id - rowFirst, receivedAt, told })
        stored.push({ id, device: boot.device, boot: boot.id, receivedAt, event })
      }
      const newest = first + stored.length - 1
      if (newest >= rowFirst) table.insert(rowFirst, newest, row.written())
      for (const boot of touched) boots.save(boot)
      lastPlace = newest
      return { stored, duplicates: events.length - stored.length }
    },
    storedAfter(id, most) {
      const stored: StoredEvent[] = []
      let end: number | null = null
      for (const row of table.after(id)) {
        for (const one of rows.stored(row)) {
          if (one.id <= id) continue
          if (stored.length === most) return { stored, last: end }
          stored.push(one)
          end = one.id
        }
        end = row.last
        if (stored.length === most) break
      }
      return { stored, last: end }
    },
    storedAt(ids) {
      const wanted = new Set(ids)
      return [...table.at(ids)].flatMap(row => rows.stored(row, wanted))
    },
    *loggedAfter(id) {
      let page: LoggedEvent[] = []
      for (const row of table.after(id)) {
        page.push(...rows.logged(row).filter(one => one.id > id))
        if (page.length < eventsInPage) continue
        yield page
        page = []
      }
      if (page.length > 0) yield page
    },
    remove(events) {
      const ids = new Set(events.map(one => one.id))
      for (const row of table.at([...ids])) {
        table.change(row.id, rows.without(row, ids))
      }
      for (const [id, gone] of Map.groupBy(events, one => one.boot)) {
        const boot = boots.get(id)
        boot.removed += gone.length
        boots.save(boot)
      }
    },
    lastReceivedAt() {
      const row = table.newest()
      return (row && rows.stored(row).at(-1)?.receivedAt) ?? null
    },
    last,
    misfits() {
      const sentences = table
        .misfits()
        .map(({ id, last }) => `events ${id} to ${last} of the log reach into others`)
      const row = table.newest()
      const newest = row && rows.logged(row).at(-1)
      // The newest event is never removed.
      return newest && newest.id !== last()
        ? [...sentences, `the log ends at ${last()}; its newest event is ${newest.id}`]
        : sentences
    },
    forget() {
      lastPlace = null
      boots.forget()
    },
  }
}
