import { compareFacts, type Fact } from '../counting/count.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import type { Database } from './database.ts'
import type { EventLog } from './event-log.ts'
import type { StoredEvent } from './event-rows.ts'

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
  add(device: number, placed: PlacedEvent[]): void
  /** Takes away what was added, to be added elsewhere. */
  remove(device: number, placed: PlacedEvent[]): void
  /** A device's facts in a quarter-hour, in the order in which they count. */
  inQuarter(device: number, quarter: number): PlacedEvent[]
  /** The first quarter-hour, not before this one, in which a device told something. */
  nextQuarter(device: number, quarter: number): number | null
  /** Events of one boot whose time is an estimate in this span, both ends part of it. */
  estimated(device: number, boot: number, from: number, to: number): PlacedEvent[]
  /** Events of one boot of which nobody knows in which quarter-hour they happened. */
  untimed(device: number, boot: number): PlacedEvent[]
  clear(): void
}

/** What may have happened so long before or after has no place in a quarter-hour. */
const mostErrorMs = quarterMs / 2

export const isTimed = ({ errorMs }: Placed) => errorMs === null || errorMs <= mostErrorMs

export const factOf = ({ time, stored }: PlacedEvent): Fact => ({ time, event: stored.event })

const comparePlaced = (one: PlacedEvent, other: PlacedEvent) =>
  compareFacts(factOf(one), factOf(other))

/** Stands for no quarter-hour at all. */
const untimedQuarter = -1

const quarterOfPlaced = (placed: Placed) =>
  isTimed(placed) ? quarterOf(placed.time) : untimedQuarter

/** Where the times of a quarter-hour begin. */
const baseOf = (quarter: number) => (quarter === untimedQuarter ? 0 : quarter * quarterMs)

/*
 * A row holds the facts that one commit added to one quarter-hour of one boot, each as its event -
 * first, or, where no clock of its own told the time, as [event - first, time - begin of the
 * quarter-hour, error]. A row for each fact would cost more than to store and to count the event.
 */
interface Row {
  quarter: number
  boot: number
  first: number
  facts: string
}
type Packed = number | [event: number, time: number, errorMs: number]

export function openFacts({ sqlite }: Database, log: EventLog): Facts {
  const insert = sqlite.prepare('insert into facts values (?, ?, ?, ?, ?)')
  const removeRows = sqlite.prepare(
    'delete from facts where device = ? and quarter = ? and boot = ?',
  )
  const columns = 'select quarter, boot, first, facts from facts where device = ?'
  const selectQuarter = sqlite.prepare<[number, number], Row>(`${columns} and quarter = ?`)
  const selectBoot = sqlite.prepare<[number, number, number, number], Row>(
    `${columns} and quarter between ? and ? and boot = ?`,
  )
  const selectNext = sqlite.prepare<[number, number], { quarter: number }>(
    'select quarter from facts where device = ? and quarter >= ? order by quarter limit 1',
  )
  /** What the disk has spoilt is left out. */
  function unpack({ quarter, first, facts }: Row): PlacedEvent[] {
    const packed = (JSON.parse(facts) as Packed[]).map(fact => {
      const [event, time, errorMs] = typeof fact === 'number' ? [fact] : fact
      return { id: first + event, time, errorMs }
    })
    const stored = new Map(log.storedAt(packed.map(({ id }) => id)).map(one => [one.id, one]))
    return packed.flatMap(({ id, time, errorMs = null }) => {
      const found = stored.get(id)
      if (!found) return []
      if (time === undefined) return [{ time: found.event.at, errorMs, stored: found }]
      return [{ time: baseOf(quarter) + time, errorMs, stored: found }]
    })
  }

  function put(device: number, quarter: number, boot: number, placed: PlacedEvent[]) {
    const first = placed.reduce((least, { stored }) => Math.min(least, stored.id), Infinity)
    const base = baseOf(quarter)
    const packed = placed.map(({ stored, time, errorMs }) => {
      const event = stored.id - first
      return errorMs === null ? event : `[${event},${time - base},${errorMs}]`
    })
    insert.run(device, quarter, boot, first, `[${packed}]`)
  }

  /** Calls back for each quarter-hour of each boot. */
  function byPlace(
    placed: PlacedEvent[],
    work: (quarter: number, boot: number, some: PlacedEvent[]) => void,
  ) {
    for (const [boot, ofBoot] of Map.groupBy(placed, ({ stored }) => stored.boot)) {
      for (const [quarter, some] of Map.groupBy(ofBoot, quarterOfPlaced)) work(quarter, boot, some)
    }
  }

  return {
    add: (device, placed) =>
      byPlace(placed, (quarter, boot, some) => put(device, quarter, boot, some)),
    remove: (device, placed) =>
      byPlace(placed, (quarter, boot, some) => {
        const gone = new Set(some.map(({ stored }) => stored.id))
        const all = selectBoot.all(device, quarter, quarter, boot).flatMap(unpack)
        const kept = all.filter(({ stored }) => !gone.has(stored.id))
        removeRows.run(device, quarter, boot)
        if (kept.length > 0) put(device, quarter, boot, kept)
      }),
    inQuarter: (device, quarter) =>
      selectQuarter.all(device, quarter).flatMap(unpack).sort(comparePlaced),
    nextQuarter: (device, quarter) => selectNext.get(device, Math.max(0, quarter))?.quarter ?? null,
    estimated: (device, boot, from, to) =>
      [
        ...selectBoot.all(device, untimedQuarter, untimedQuarter, boot),
        ...selectBoot.all(device, Math.max(0, quarterOf(from)), quarterOf(to), boot),
      ]
        .flatMap(unpack)
        .filter(({ time, errorMs }) => errorMs !== null && time >= from && time <= to),
    untimed: (device, boot) =>
      selectBoot.all(device, untimedQuarter, untimedQuarter, boot).flatMap(unpack),
    clear() {
      sqlite.exec('delete from facts')
    },
  }
}
