import {
  type BootRecord,
  enterConnection,
  enterEvent,
  newBootRecord,
} from './counting/boot-record.ts'
import { countIn, enterSeq } from './counting/seq-ranges.ts'
import { isConnection, type Told } from './counting/told.ts'
import type { NamedBoot } from './database/boots.ts'
import type { Tables } from './database/tables.ts'

/** What the event log holds. */
interface Found {
  events: number
  /** By the names of the devices. */
  presses: Map<string, number>
  /** Devices with events that were not counted yet. */
  uncounted: Set<string>
}

/** One boot, as far as its events are left. */
interface Left {
  record: BootRecord
  events: number
  /** What the disk has spoilt tells nothing. */
  isSpoilt: boolean
}

const nothingLeft = (): Left => ({ record: newBootRecord(), events: 0, isSpoilt: false })

/** Every event is as it was stored, and what is known of each boot is what its events say. */
export function verifyEvents(
  { log, boots }: Tables,
  countedTo: number,
  find: (fault: string) => void,
): Found {
  const left = new Map<string, Left>()
  const presses = new Map<string, number>()
  const uncounted = new Set<string>()
  let events = 0
  for (const page of log.loggedAfter(0)) {
    for (const { id, site, device, boot, receivedAt, json, isSound } of page) {
      const name = `${site}/${device}`
      const bootName = `${name} boot ${boot}`
      if (id > countedTo) uncounted.add(name)
      if (!isSound) find(`event ${id} of ${bootName} was changed after it was stored: ${json}`)
      const ofBoot = left.get(bootName) ?? nothingLeft()
      left.set(bootName, ofBoot)
      const told = isSound ? (JSON.parse(json) as Told) : null
      if (told?.kind === 'status') enterConnection(ofBoot.record, told)
      else if (told) enterEvent(ofBoot.record, told, receivedAt)
      else ofBoot.isSpoilt = true
      if (isConnection(json)) continue
      ofBoot.events += 1
      events += 1
      if (told?.kind === 'pressed') presses.set(name, (presses.get(name) ?? 0) + 1)
    }
  }
  for (const misfit of log.misfits()) find(misfit)
  for (const boot of boots.all()) {
    const name = `${boot.site}/${boot.device} boot ${boot.boot}`
    const { record, events, isSpoilt } = left.get(name) ?? nothingLeft()
    const expected = countIn(boot.received) - boot.removed
    if (events !== expected) find(`${name}: expected ${expected} events, found ${events}`)
    else if (!isSpoilt) compare(boot, record, fault => find(`${name}: ${fault}`))
  }
  return { events, presses, uncounted }
}

/** Events that were removed had their say; those that are left have no other. */
function compare(boot: NamedBoot, left: BootRecord, find: (fault: string) => void) {
  const expected = boot.removed === 0 ? left : withRemoved(boot, left)
  for (const what of Object.keys(left) as (keyof BootRecord)[]) {
    const [should, is] = [expected[what], boot[what]].map(value => JSON.stringify(value))
    if (should !== is) find(`expected ${what} ${should}, found ${is}`)
  }
}

/** What may be known of a boot of which some events were removed. */
function withRemoved({ received, ...boot }: NamedBoot, left: BootRecord): BootRecord {
  const all = structuredClone(received)
  for (const [first, last] of left.received) {
    for (let seq = first; seq <= last; seq += 1) enterSeq(all, seq)
  }
  return {
    received: all,
    since: Math.min(boot.since, left.since),
    lastUp: Math.max(boot.lastUp, left.lastUp),
    start: Math.min(boot.start, left.start),
    end: Math.max(boot.end, left.end),
    connected: left.connected,
    clocked: Math.max(left.clocked, countIn(received) - boot.unclocked),
    unclocked: Math.max(left.unclocked, countIn(received) - boot.clocked),
  }
}
