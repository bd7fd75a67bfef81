import { setImmediate } from 'node:timers/promises'
import type { Books } from './books.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { PlacedEvent } from './database/facts.ts'
import { quartersOf } from './facts.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
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
      const from = horizons.of(id)
      const next = facts.nextQuarter(id, from)
      if (next === null || next >= to) break
      const until = Math.min(to, next + atOnce)
      const removed = books.inTransaction(() => removeBetween(books, id, next, until))
      if (removed > 0) yield removed
      await setImmediate()
    }
  }
}

function removeBetween(books: Books, device: number, from: number, to: number): number {
  const { facts, log, boots, horizons, tallies } = books
  const last = log.last()
  let removed = 0
  const isPresence = ({ stored: { id, boot, event } }: PlacedEvent) => {
    const { unclocked, received } = boots.get(boot)
    const endsHole = received.some(([first]) => first === event.seq && first > 1)
    const kind = event.kind === 'arrived' || event.kind === 'left'
    return kind && id !== last && unclocked === 0 && !endsHole
  }
  for (const quarter of quartersOf(facts, device, {
    from: from * quarterMs,
    to: to * quarterMs,
  })) {
    const gone = facts.inQuarter(device, quarter).filter(isPresence)
    facts.remove(device, gone)
    log.remove(gone.map(({ stored }) => stored))
    removed += gone.length
  }
  horizons.put(device, to)
  tallies.freeze(device, to)
  return removed
}
