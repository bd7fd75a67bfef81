import type { DeviceEvent } from '../../shared/events.ts'
import { enterSeq, type SeqRanges } from './seq-ranges.ts'
import type { Connection } from './told.ts'
import { isTrusted, latestTime } from './trusted-clock.ts'

/** What arrived of one start of one device, and when; times in epoch ms. */
export interface BootRecord {
  received: SeqRanges
  /** When the first of its events arrived. */
  since: number
  /** `up` of its last event. */
  lastUp: number
  /** Where its start and its end lie by the promptest arrivals and the clocks that can be trusted. */
  start: number
  end: number
  /** When it connected first, by the gateway's clock; null when nobody saw that. */
  connected: number | null
  /** How many of its events have a clock that can be trusted, and how many have not. */
  clocked: number
  unclocked: number
}

export const newBootRecord = (): BootRecord => ({
  received: [],
  since: Number.MAX_SAFE_INTEGER,
  lastUp: 0,
  start: Number.MAX_SAFE_INTEGER,
  end: 0,
  connected: null,
  clocked: 0,
  unclocked: 0,
})

/** Enters an event that arrived; false when it arrived before. */
export function enterEvent(boot: BootRecord, event: DeviceEvent, receivedAt: number): boolean {
  if (!enterSeq(boot.received, event.seq)) return false
  const latest = latestTime(event, receivedAt)
  boot.since = Math.min(boot.since, receivedAt)
  boot.lastUp = Math.max(boot.lastUp, event.up)
  boot.start = Math.min(boot.start, latest - event.up)
  boot.end = Math.max(boot.end, latest)
  if (isTrusted(event, receivedAt)) boot.clocked += 1
  else boot.unclocked += 1
  return true
}

/** Enters that it connected, or was disconnected; false when that says nothing new. */
export function enterConnection(boot: BootRecord, { online, at }: Connection): boolean {
  // The first connection says that the boot ran by then; whether it is that.
  if (!online || (boot.connected !== null && boot.connected <= at)) return false
  boot.connected = at
  boot.since = Math.min(boot.since, at)
  boot.start = Math.min(boot.start, at)
  boot.end = Math.max(boot.end, at)
  return true
}
