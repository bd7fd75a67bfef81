import { setImmediate } from 'node:timers/promises'
import type { Books } from './books.ts'
import { mayBind, wordOf } from './counting/boot-clock.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { latestTime } from './counting/trusted-clock.ts'
import type { StoredEvent } from './database/event-rows.ts'
import type { PlacedEvent } from './database/facts.ts'
import { quartersOf } from './facts.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const presence = new Set(['arrived', 'left'])
/** So many quarter-hours are done at once: meanwhile no press is acknowledged. */
const atOnce = 24

/** Removes raw presence when it is old enough, now and each hour. */
export function startRetention(
  books: Books,
  presenceDays: number | null,
  now: () => number,
  say: (text: string) => void,
): { close(): Promise<void> } {
  let isClosed = false
  let working = Promise.resolve()
  if (presenceDays === null) return { close: () => working }

  async function work(days: number) {
    try {
      for await (const removed of removePresence(books, now() - days * dayMs)) {
        if (isClosed) return
        say(`removed ${removed} visits' raw presence of more than ${days} days ago`)
      }
    } catch (cause) {
      say(`could not remove raw presence: ${(cause as Error).message}`)
    }
  }
  const timer = setInterval(() => {
    working = working.then(() => work(presenceDays))
  }, hourMs)
  working = work(presenceDays)
  return {
    close() {
      isClosed = true
      clearInterval(timer)
      return working
    },
  }
}

/**
 * Removes what visits told before a moment, device by device, and gives the number removed each
 * time. Their tallies are kept, and so is whatever proves a loss or tells the time of others.
 */
export async function* removePresence(books: Books, before: number): AsyncGenerator<number> {
  const { devices, horizons, facts } = books
  const to = quarterOf(before)
  for (const { id } of devices.all()) {
    for (;;) {
      books.settle()
      // What is being counted again still needs its presence.
      if (!books.settings.isCounted()) return
      const from = horizons.late(id) ?? horizons.of(id)
      const next = facts.nextQuarter(id, from)
      if (next === null || next >= to) {
        books.inTransaction(() => horizons.lookedThrough(id, to))
        break
      }
      const until = Math.min(to, next + atOnce)
      const span = { from: next, to: until }
      const { removed } = books.inTransaction(() => {
        horizons.lookedThrough(id, until)
        return removeBetween(books, id, span, presence)
      })
      if (removed > 0) yield removed
      await setImmediate()
    }
  }
}

/**
 * Removes events of some kinds between two quarter-hours. What proves a loss or tells the time of
 * others is kept. What was counted up to there can no longer be derived, and stays as it is.
 */
export function removeBetween(
  books: Books,
  device: number,
  { from, to }: { from: number; to: number },
  kinds: ReadonlySet<string>,
): { removed: number; kept: number } {
  const { facts, log, boots, horizons, reached, tallies } = books
  const last = log.last()
  let [removed, kept] = [0, 0]
  for (const quarter of quartersOf(facts, device, {
    from: from * quarterMs,
    to: to * quarterMs,
  })) {
    const inQuarter = facts.inQuarter(device, quarter)
    const isMeant = ({ stored }: PlacedEvent) => kinds.has(stored.event.kind)
    const meant = inQuarter.filter(isMeant)
    const words = new Set(inQuarter.filter(one => !isMeant(one)).map(wordIn))
    const isDispensable = (one: PlacedEvent) => {
      const { id, boot, event } = one.stored
      const endsHole = boots.get(boot).received.some(([first]) => first === event.seq && first > 1)
      const isNeeded = id === last || endsHole || (isWitness(books, one) && !words.has(wordIn(one)))
      if (isNeeded) words.add(wordIn(one))
      return !isNeeded
    }
    const gone = meant.filter(isDispensable)
    facts.remove(device, gone)
    log.remove(gone.map(({ stored }) => stored))
    removed += gone.length
    kept += meant.length - gone.length
  }
  const horizon = Math.max(horizons.of(device), to)
  horizons.put(device, horizon, reached.of(device))
  tallies.freeze(device, horizon)
  return { removed, kept }
}

/** Whether the times of other events may rest on when this one arrived. */
function isWitness({ boots, knots }: Books, { stored }: PlacedEvent): boolean {
  const { boot, event } = stored
  return boots.get(boot).unclocked > 0 && mayBind(knots.of(boot), event.up, startBy(stored))
}

const startBy = ({ event, receivedAt }: StoredEvent) => latestTime(event, receivedAt) - event.up

const wordIn = ({ stored }: PlacedEvent) =>
  `${stored.boot} ${wordOf(stored.event.up, startBy(stored))}`
