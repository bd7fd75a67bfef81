import type { Doubt, EventKind } from '../shared/event-search.ts'
import type { Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { PlacedEvent } from './database/facts.ts'
import type { Tables } from './database/tables.ts'

export interface Wanted {
  devices: number[]
  kind: EventKind | undefined
  only: Doubt | undefined
  /** By when it happened. */
  span: Span
  most: number
}

/** Found, the newest first, and the moment before which there may be more. */
export interface FoundEvents {
  found: PlacedEvent[]
  next: number | null
}

const lateMs = 60_000
/** Quarter-hours of devices, and events, that are looked at in one go: meanwhile no press is acknowledged. */
const mostQuarters = 5_000
const mostEvents = 5_000

/** Searches whole quarter-hours backwards until there is enough; those past `most` are told too. */
export function searchEvents({ facts }: Tables, wanted: Wanted): FoundEvents {
  const { devices, span, most } = wanted
  const first = quarterOf(span.from)
  const found: PlacedEvent[] = []
  let [quarters, events] = [0, 0]
  for (let quarter = quarterOf(span.to - 1); quarter >= first; quarter -= 1) {
    const told = devices.flatMap(device => facts.inQuarter(device, quarter))
    found.push(...told.filter(one => isWanted(one, wanted)).sort(newestFirst))
    quarters += devices.length
    events += told.length
    const isEnough = found.length >= most || quarters >= mostQuarters || events >= mostEvents
    if (isEnough && quarter > first) return { found, next: quarter * quarterMs }
  }
  return { found, next: null }
}

/** Those of which nobody knows in which quarter-hour they happened. */
export function untimedEvents({ facts, boots }: Tables, wanted: Wanted): PlacedEvent[] {
  return wanted.devices
    .flatMap(device => boots.of(device).flatMap(({ id }) => facts.untimed(device, id)))
    .filter(one => isWanted(one, wanted) && mayLieIn(one, wanted.span))
    .sort(newestFirst)
}

export const isLate = ({ time, stored }: PlacedEvent) => stored.receivedAt - time > lateMs

function isWanted(placed: PlacedEvent, { kind, only }: Wanted): boolean {
  if (kind !== undefined && placed.stored.event.kind !== kind) return false
  if (only === 'late') return isLate(placed)
  return only === undefined || placed.errorMs !== null
}

const mayLieIn = ({ time, errorMs }: PlacedEvent, { from, to }: Span) =>
  time + (errorMs ?? 0) >= from && time - (errorMs ?? 0) < to

const newestFirst = (one: PlacedEvent, other: PlacedEvent) =>
  other.time - one.time || other.stored.id - one.stored.id
