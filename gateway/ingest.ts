import type { Connection } from './counting/told.ts'
import type { OwnDatabase } from './database/database.ts'
import type { Devices } from './database/devices.ts'
import type { EventLog, NewEvent } from './database/event-log.ts'
import type { StoredEvent } from './database/event-rows.ts'
import type { Rejection, Rejections } from './database/rejections.ts'
import { type Checked, check, type Message } from './message.ts'

export interface Ingest {
  /**
   * Resolves when the message is on disk, with why it is no event or null; rejects when it could
   * not be stored.
   */
  receive(message: Message): Promise<string | null>
  /** Calls back instead: a promise for each of many messages takes its time. */
  take(message: Message, done: Done): void
  /** Takes down that a device connected, or that its connection ended. */
  connection(from: { site: string; device: string }, told: Connection): void
  /** Why nothing can be stored at present, or null. */
  trouble(): string | null
  /** Events received twice since the start. */
  duplicates(): number
  /** Commits what waits at once. */
  commit(): void
}

type Done = (failure: Error | null) => void

/** What is committed together, and who waits for it. */
interface Batch {
  told: NewEvent[]
  rejected: Rejection[]
  waiting: Done[]
}

const aBatch = (): Batch => ({ told: [], rejected: [], waiting: [] })

/**
 * Takes messages into the event log. What came while the disk was busy is committed together, and
 * acknowledged when it is durable; meanwhile more comes.
 */
export function startIngest(
  database: OwnDatabase,
  parts: { devices: Devices; log: EventLog; rejections: Rejections },
  hear: (stored: StoredEvent[]) => void,
  say: (text: string) => void,
): Ingest {
  const { devices, log, rejections } = parts
  let next = aBatch()
  let isSyncing = false
  let trouble: string | null = null
  let duplicates = 0

  function commit() {
    if (next.waiting.length === 0) return
    const batch = next
    next = aBatch()
    let stored: ReturnType<typeof write>
    try {
      stored = write(batch)
    } catch (cause) {
      // What is remembered of the database may be ahead of it now; it is read again when needed.
      devices.forget()
      log.forget()
      refuse(batch, cause as Error)
      return
    }
    sync(batch)
    duplicates += stored.duplicates
    try {
      hear(stored.stored)
    } catch (cause) {
      // What is stored is stored, whoever stumbles over it.
      say(`could not show what was stored: ${(cause as Error).stack}`)
    }
  }

  function sync(batch: Batch) {
    isSyncing = true
    database.sync(batch.waiting.length, failure => {
      isSyncing = false
      if (next.waiting.length > 0) setImmediate(commit)
      if (failure) refuse(batch, failure)
      else acknowledge(batch)
    })
  }

  function acknowledge({ waiting }: Batch) {
    if (trouble) say('storing again')
    trouble = null
    for (const done of waiting) done(null)
  }

  function write({ told, rejected }: Batch) {
    return database.write(() => {
      for (const rejection of rejected) rejections.add(rejection)
      return log.append(told)
    })
  }

  /** The batch may not have been stored, so nothing of it is acknowledged: devices will send again. */
  function refuse({ waiting }: Batch, cause: Error) {
    const problem = `cannot store events (${cause.message}); nothing is acknowledged until it works`
    if (trouble !== problem) say(problem)
    trouble = problem
    for (const done of waiting) done(new Error(problem, { cause }))
  }

  function take(checked: Checked, done: Done) {
    if (checked.kind === 'event') next.told.push(checked)
    else next.rejected.push(checked.rejection)
    next.waiting.push(done)
    if (next.waiting.length === 1 && !isSyncing) setImmediate(commit)
  }

  return {
    receive: message =>
      new Promise((resolve, reject) => {
        const checked = check(message)
        const problem = checked.kind === 'rejection' ? checked.rejection.detail : null
        take(checked, failure => (failure ? reject(failure) : resolve(problem)))
      }),
    take: (message, done) => take(check(message), done),
    connection(from, event) {
      const told = Buffer.from(JSON.stringify(event))
      // Nobody waits for it; what could not be stored was said.
      take({ kind: 'event', from, event, told, receivedAt: event.at }, () => {})
    },
    trouble: () => trouble,
    duplicates: () => duplicates,
    commit,
  }
}
