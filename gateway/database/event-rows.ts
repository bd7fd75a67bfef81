import type { Told } from '../counting/told.ts'
import type { Boot, Boots } from './boots.ts'
import type { ByteText } from './byte-text.ts'
import type { Devices } from './devices.ts'
import { aTeller, betweenLines, type Teller, writeLine } from './event-line.ts'
import type { EventRow } from './event-table.ts'
import { eventsOf, type FoundLine, findLine, readLine } from './found-line.ts'

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
  json: string
  /** Whether it is as it was stored; where it is not, nothing of it can be relied on. */
  isSound: boolean
}

export interface EventRows {
  /** Adds an event to a row that is written; its place in the row counts from 0. */
  write(
    row: ByteText,
    boot: Boot,
    event: { place: number; receivedAt: number; told: Uint8Array },
  ): void
  logged(row: EventRow): LoggedEvent[]
  /**
   * To be counted, without what the disk has spoilt: what was checked before it was stored is
   * trusted.
   */
  stored(row: EventRow, wanted?: Set<number>): StoredEvent[]
  /** What a row tells without some places of the log; null when nothing is left. */
  without(row: EventRow, ids: Set<number>): string | null
}

const emptyLine = Buffer.from(betweenLines)

const unreadable = { site: '?', device: '?', boot: '?', receivedAt: 0, isSound: false }

export function openEventRows(
  boots: Boots,
  devices: Devices,
  isCounted: (device: number) => boolean = () => true,
): EventRows {
  const tellers = new WeakMap<Boot, Teller>()

  function tellerOf(boot: Boot): Teller {
    const known = tellers.get(boot)
    if (known) return known
    const { site, device } = devices.get(boot.device)
    const teller = aTeller(site, device, boot.boot)
    tellers.set(boot, teller)
    return teller
  }

  function tellerById(id: number): Teller | undefined {
    const boot = boots.find(id)
    return boot && tellerOf(boot)
  }

  function linesOf({ id, last, told }: EventRow) {
    let place = -1
    return told.split('\n').flatMap(text => {
      if (text === '') return []
      const line = readLine(text, tellerById)
      place = line?.isSound ? line.place : place + 1
      return [{ id: id + place, isIn: id + place <= last, text, line }]
    })
  }

  return {
    write(row, boot, { place, receivedAt, told }) {
      if (place > 0) row.copy(emptyLine)
      writeLine(row, { place, boot: boot.id, receivedAt, told }, tellerOf(boot))
    },
    logged: row =>
      linesOf(row).map(({ id, isIn, text, line }) => {
        if (!line) return { ...unreadable, id, json: text }
        const { receivedAt, json } = line
        const isSound = line.isSound && isIn
        const boot = boots.get(line.boot)
        const { site, device } = devices.get(boot.device)
        return { id, site, device, boot: boot.boot, receivedAt, json, isSound }
      }),
    stored({ id: first, told }, wanted) {
      // Most lines are of the same boot as the one before.
      let known: Boot | undefined
      const tellerIn = (id: number) => {
        if (known?.id !== id) known = boots.find(id)
        return known && isCounted(known.device) ? tellerOf(known) : undefined
      }
      const lines: FoundLine[] = []
      for (const text of told.split('\n')) {
        if (text === '' || (wanted && !wanted.has(first + Number.parseInt(text, 10)))) continue
        const line = findLine(text, tellerIn)
        if (line?.isSound) lines.push(line)
      }
      const events = eventsOf(lines)
      return lines.flatMap(({ place, boot, receivedAt }, index) => {
        const event = events[index]
        const { device } = boots.get(boot)
        return event ? { id: first + place, device, boot, receivedAt, event } : []
      })
    },
    without(row, ids) {
      const kept = linesOf(row).filter(({ id, line }) => !line?.isSound || !ids.has(id))
      return kept.length > 0 ? kept.map(({ text }) => text).join(betweenLines) : null
    },
  }
}
