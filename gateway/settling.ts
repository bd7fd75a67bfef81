import { isStorageFailure } from '../shared/sqlite.ts'
import type { Database } from './database/database.ts'
import { mostInRound as most, type Tallying } from './tallying.ts'

/**
 * Counting follows storing: what is acknowledged is in the event log, and is counted with whatever
 * came since, before anybody reads a number, and some seconds later at the latest.
 */
export interface Settling {
  /** Counts everything now. */
  now(): void
  /** Counts everything within some seconds, or as soon as it is worth it. */
  soon(): void
  /** Stops counting by itself. */
  close(): void
}

const usualMs = 5000
/** Between one device and the next, unless a whole round waits. */
const restPerMsOfWork = 4

/** So many events of a device are counted in a quarter of a ms. */
const mostInSlice = 20

type Share = 'slice' | 'round'

export function startSettling(
  database: Database,
  tallying: Tallying,
  say: (text: string) => void,
  latestMs: number = usualMs,
): Settling {
  let planned: 'no' | 'later' | 'next' = 'no'
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let trouble = ''

  /** Whether there may be more. */
  function countSome(share: Share): boolean {
    try {
      countOrPassOver(share)
    } catch (cause) {
      if (!isStorageFailure(cause)) throw cause
      complain(`cannot count events (${(cause as Error).message}); the numbers stand still`)
      return false
    }
    trouble = ''
    return tallying.waiting() > 0
  }

  function countOrPassOver(share: Share) {
    try {
      count(most, share)
    } catch (cause) {
      if (isStorageFailure(cause)) throw cause
      countEach()
    }
  }

  function count(most: number, share: Share) {
    write(() => {
      do tallying.countSlice(most, share === 'slice' ? mostInSlice : undefined)
      while (share === 'round' && tallying.isInRound())
    })
  }

  function write<Result>(work: () => Result): Result {
    try {
      return database.write(work)
    } catch (cause) {
      tallying.forget()
      throw cause
    }
  }

  /** One event that cannot be counted must not hold up all others: it is told of, and passed over. */
  function countEach() {
    for (let n = 0; n < most && tallying.waiting() > 0; n += 1) {
      try {
        count(1, 'round')
      } catch (cause) {
        if (isStorageFailure(cause)) throw cause
        const passed = write(() => tallying.passOver((cause as Error).message))
        say(`event ${passed} of the log could not be counted: ${(cause as Error).stack}`)
      }
    }
  }

  function complain(text: string) {
    if (trouble !== text) say(text)
    trouble = text
  }

  function plan(step: 'later' | 'next', ms: number) {
    clearTimeout(timer)
    planned = step
    timer = setTimeout(goOn, ms).unref()
  }

  /** Device by device: meanwhile presses are acknowledged. */
  function goOn() {
    const begun = performance.now()
    const share = tallying.waiting() < most ? 'slice' : 'round'
    const isMore = !isClosed && tallying.waiting() > 0 && countSome(share)
    const restMs = (performance.now() - begun) * restPerMsOfWork
    if (!isMore) planned = 'no'
    else if (tallying.isInRound()) plan('next', restMs)
    else plan('later', latestMs)
  }

  return {
    now() {
      while (tallying.waiting() > 0 && countSome('round'));
    },
    soon() {
      if (planned === 'no') plan('later', latestMs)
      else if (planned === 'later' && tallying.waiting() >= most) plan('next', 0)
    },
    close() {
      isClosed = true
    },
  }
}
