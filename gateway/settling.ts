import { isStorageFailure } from '../shared/sqlite.ts'
import type { Database } from './database/database.ts'
import type { Tallying } from './tallying.ts'

/**
 * Counting follows storing: what is acknowledged is in the event log, and is counted with whatever
 * came since, before anybody reads a number, and at the latest a second later.
 */
export interface Settling {
  /** Counts everything now. */
  now(): void
  /** Counts everything within a second, or as soon as it is worth it. */
  soon(): void
  /** Stops counting by itself. */
  close(): void
}

const latestMs = 1000
/**
 * Events are counted so many at a time: meanwhile no press is acknowledged, but each time the
 * pages of all devices are written anew.
 */
const most = 24_000
/** While no more than two come in a millisecond, few are counted at a time: nobody waits for long. */
const few = 3
const calmPerMs = 2

export function startSettling(
  database: Database,
  tallying: Tallying,
  say: (text: string) => void,
): Settling {
  let planned: 'no' | 'later' | 'next' = 'no'
  /** When the first of those that wait was stored. */
  let since = 0
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let trouble = ''

  /** Whether there may be more. */
  function countSome(): boolean {
    try {
      count(most)
    } catch (cause) {
      if (isStorageFailure(cause)) {
        complain(`cannot count events (${(cause as Error).message}); the numbers stand still`)
        return false
      }
      countEach()
    }
    trouble = ''
    return tallying.waiting() > 0
  }

  function count(most: number) {
    try {
      database.write(() => tallying.countNext(most))
    } catch (cause) {
      tallying.forget()
      throw cause
    }
  }

  /** One event that cannot be counted must not hold up all others: it is told of, and passed over. */
  function countEach() {
    for (let n = 0; n < most && tallying.waiting() > 0; n += 1) {
      try {
        count(1)
      } catch (cause) {
        if (isStorageFailure(cause)) throw cause
        const passed = database.write(() => tallying.passOver((cause as Error).message))
        say(`event ${passed} of the log could not be counted: ${(cause as Error).stack}`)
      }
    }
  }

  function complain(text: string) {
    if (trouble !== text) say(text)
    trouble = text
  }

  /** Whether it is time to count: there is a lot, or a few came calmly. */
  function isDue() {
    const waiting = tallying.waiting()
    if (waiting >= most) return true
    return waiting >= few && waiting <= (performance.now() - since) * calmPerMs
  }

  function countAsPlanned() {
    clearTimeout(timer)
    const isMore = !isClosed && tallying.waiting() > 0 && countSome()
    planned = isMore ? 'next' : 'no'
    if (isMore) setImmediate(countAsPlanned)
  }

  return {
    now() {
      while (tallying.waiting() > 0 && countSome());
      since = performance.now()
    },
    soon() {
      if (planned === 'no') {
        planned = 'later'
        since = performance.now()
        timer = setTimeout(countAsPlanned, latestMs).unref()
      } else if (planned === 'later' && isDue()) {
        planned = 'next'
        setImmediate(countAsPlanned)
      }
    },
    close() {
      isClosed = true
    },
  }
}
