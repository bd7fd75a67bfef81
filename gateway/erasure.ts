import { setImmediate } from 'node:timers/promises'
import type { Books } from './books.ts'
import type { Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { Refusal } from './refusal.ts'
import { removeBetween } from './retention.ts'
import type { MountedAt } from './touchpoints.ts'

export interface Erased {
  removed: number
  /** What proves a loss or tells the time of others could not be removed. */
  kept: number
}

/** Heartbeats too: their counts tell when somebody pressed. */
const raw = new Set(['pressed', 'arrived', 'left', 'heartbeat'])
/** Quarter-hours at once: meanwhile no press is acknowledged. */
const atOnce = 24

const notCounted =
  'expected everything to be counted by the newest settings first, which fails: see what the gateway says'

/**
 * Removes what devices told of a span, and what came in it and was no event, from the disk too.
 * What was counted up to its end stays; it can no longer be derived, which `verify` says.
 */
export async function eraseRaw(
  books: Books,
  spans: { point: MountedAt; span: Span }[],
  now: number,
): Promise<Erased> {
  const erased = { removed: 0, kept: 0 }
  for (const { point, span } of spans) {
    // The quarter-hour that is still counted has no end yet.
    const end = Math.min(quarterOf(span.to), quarterOf(now))
    for (const { device, ...mounted } of books.report.mountings(point, span)) {
      const last = Math.min(end, quarterOf(mounted.to))
      for (let from = quarterOf(mounted.from); from < last; from += atOnce) {
        // What is being counted again still needs what was told.
        if (!(await books.settings.count())) throw new Refusal(409, notCounted)
        books.settle()
        const part = { from, to: Math.min(last, from + atOnce) }
        const { removed, kept } = books.inTransaction(() =>
          removeBetween(books, device.id, part, raw),
        )
        erased.removed += removed
        erased.kept += kept
        await setImmediate()
      }
    }
    erased.removed += books.inTransaction(() =>
      books.rejections.remove(span.from, Math.min(span.to, end * quarterMs)),
    )
  }
  if (await books.rewrite()) return erased
  throw new Refusal(
    409,
    `${erased.removed} events are removed, but another program reads the database, and so keeps them on the disk: expected it to end, and to be asked again`,
  )
}
