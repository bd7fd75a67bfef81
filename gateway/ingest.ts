import type { DeviceEvent } from '../shared/events.ts'
import { isStorageFailure } from '../shared/sqlite.ts'
import type { Fact } from './counting/count.ts'
import type { Database } from './database/database.ts'
import type { Device, Devices } from './database/devices.ts'
import type { Appended, EventLog, NewEvent } from './database/event-log.ts'
import type { Rejections } from './database/rejections.ts'
import { type Checked, check, type Message } from './message.ts'
import type { Tallying } from './tallying.ts'

/** Who told something, and what. */
export interface Heard {
  device: Device
  event: DeviceEvent
  receivedAt: number
}

export interface Ingest {
  /** Resolves when the message is on disk; rejects when it could not be stored. */
  receive(message: Message): Promise<void>
  /** Why nothing can be stored at present, or null. */
  trouble(): string | null
  /** Events received twice since the start. */
  duplicates(): number
}

interface Waiting {
  checked: Checked
  stored: () => void
  failed: (cause: Error) => void
}

/**
 * Takes messages into the event log. All that came since the last commit is committed together,
 * counted in the same transaction, and only then acknowledged.
 */
export function startIngest(
  database: Database,
  parts: { devices: Devices; log: EventLog; rejections: Rejections; tallying: Tallying },
  hear: (heard: Heard[]) => void,
  say: (text: string) => void,
): Ingest {
  const { devices, log, rejections, tallying } = parts
  let waiting: Waiting[] = []
  let trouble: string | null = null
  let duplicates = 0

  function commit() {
    const batch = waiting
    waiting = []
    store(batch)
  }

  function store(batch: Waiting[]) {
    let stored: ReturnType<typeof write>
    try {
      stored = write(batch)
    } catch (cause) {
      // What is remembered of the database may be ahead of it now; it is read again when needed.
      devices.forget()
      log.forget()
      tallying.forget()
      if (isStorageFailure(cause)) refuse(batch, cause as Error)
      else storeWithout(batch, cause as Error)
      return
    }
    if (trouble) say('storing again')
    trouble = null
    duplicates += stored.duplicates
    for (const { stored } of batch) stored()
    try {
      hear(stored.heard)
    } catch (cause) {
      // What is stored is stored, whoever stumbles over it.
      say(`could not show what was stored: ${(cause as Error).stack}`)
    }
  }

  function write(batch: Waiting[]) {
    const told = batch.flatMap(({ checked }) => (checked.kind === 'event' ? [checked] : []))
    let heard: (Heard & NewEvent)[] = []
    let duplicates = 0
    database.inTransaction(() => {
      heard = told.map(one => ({ ...one, device: devices.enter(one.from.site, one.from.device) }))
      const appended = log.append(heard)
      countIn(appended)
      for (const { checked } of batch) {
        if (checked.kind === 'rejection') rejections.add(checked.rejection)
      }
      duplicates = appended.duplicates
    })
    return { heard, duplicates }
  }

  /** One event that cannot be counted must not hold up the others, nor its device for ever. */
  function storeWithout(batch: Waiting[], cause: Error) {
    const [first, ...more] = batch
    if (!first) return
    if (more.length > 0) {
      for (const one of batch) store([one])
      return
    }
    if (first.checked.kind === 'rejection') {
      refuse(batch, cause)
      return
    }
    say(`an event of ${first.checked.rejection.topic} could not be counted: ${cause.stack}`)
    const rejection = { ...first.checked.rejection, detail: cause.message }
    store([{ ...first, checked: { kind: 'rejection', rejection } }])
  }

  function countIn({ facts, moved }: Appended) {
    const byDevice = new Map<number, Fact[]>()
    for (const { device, fact } of facts) {
      const known = byDevice.get(device)
      if (known) known.push(fact)
      else byDevice.set(device, [fact])
    }
    const movedFrom = new Map<number, number>()
    for (const { device, from } of moved) {
      movedFrom.set(device, Math.min(from, movedFrom.get(device) ?? from))
    }
    for (const [device, taken] of byDevice) {
      const from = movedFrom.get(device)
      if (from === undefined) tallying.take(device, taken)
      else tallying.recount(device, Math.min(from, ...taken.map(fact => fact.time)))
    }
  }

  /** Nothing of the batch was stored, so nothing of it is acknowledged: devices will send again. */
  function refuse(batch: Waiting[], cause: Error) {
    const problem = `cannot store events (${cause.message}); nothing is acknowledged until it works`
    if (trouble !== problem) say(problem)
    trouble = problem
    for (const { failed } of batch) failed(new Error(problem, { cause }))
  }

  return {
    receive(message) {
      const checked = check(message)
      return new Promise((stored, failed) => {
        waiting.push({ checked, stored, failed })
        if (waiting.length === 1) setImmediate(commit)
      })
    },
    trouble: () => trouble,
    duplicates: () => duplicates,
  }
}
