import { isUtf8 } from 'node:buffer'
import { DeviceEvent } from '../shared/events.ts'
import { problemsIn } from '../shared/parsing.ts'
import { isStorageFailure } from '../shared/sqlite.ts'
import type { Fact } from './counting/count.ts'
import type { Database } from './database/database.ts'
import type { Device, Devices } from './database/devices.ts'
import type { Appended, EventLog, NewEvent } from './database/event-log.ts'
import type { Rejection, Rejections } from './database/rejections.ts'
import type { Tallying } from './tallying.ts'

interface Message {
  topic: string
  /** Who told it, if the topic says so. */
  from: { site: string; device: string } | null
  payload: Uint8Array
  /** Epoch ms. */
  receivedAt: number
}

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

/** Events are a few hundred bytes; whatever is longer is none. */
const longestEvent = 16_384

/** SQLite reads JSON only so deep; an event has a bracket or two. */
const mostBrackets = 100

type Checked =
  | {
      kind: 'event'
      from: NonNullable<Message['from']>
      event: DeviceEvent
      json: string
      receivedAt: number
      /** What becomes of it should the counting fail. */
      rejection: Rejection
    }
  | { kind: 'rejection'; rejection: Rejection }

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
    hear(stored.heard)
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

/** Whether a message is an event; if not, what was expected and where. */
function check(message: Message): Checked {
  const { payload, receivedAt, topic, from } = message
  const reject = (reason: Rejection['reason'], detail: string): Checked => ({
    kind: 'rejection',
    rejection: { receivedAt, topic, reason, detail, payload },
  })
  if (!from)
    return reject(
      'bad-topic',
      'expected loyalty/1/<site>/<device>/event, each name 1 to 32 of a-z, 0-9 and -',
    )
  if (payload.length > longestEvent) {
    return reject('too-large', `expected at most ${longestEvent} bytes, found ${payload.length}`)
  }
  if (!isUtf8(payload)) return reject('not-utf-8', 'expected UTF-8 text')
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString()
  if (text.length > mostBrackets && (text.match(/[[{]/g)?.length ?? 0) > mostBrackets) {
    return reject('not-an-event', `expected at most ${mostBrackets} brackets in an event`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return reject('not-json', `expected JSON: ${(cause as SyntaxError).message}`)
  }
  const result = DeviceEvent.safeParse(json)
  if (!result.success) return reject('not-an-event', problemsIn(result.error).join('; '))
  const uncountable: Rejection = { receivedAt, topic, reason: 'uncountable', detail: '', payload }
  // Stored as it was told, fields that this release does not know included; but on one line.
  return {
    kind: 'event',
    from,
    event: result.data,
    json: lineOf(text, json),
    receivedAt,
    rejection: uncountable,
  }
}

const lineOf = (text: string, json: unknown) => (/[\n\r]/.test(text) ? JSON.stringify(json) : text)
