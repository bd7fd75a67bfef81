import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs'
import type { Sqlite } from '../../shared/sqlite.ts'
import { emptyLog } from './rewrite.ts'

export interface WalSync {
  /**
   * Calls back when all that was committed before is durable, or with why it may not be; so many
   * events wait for it.
   */
  sync(events: number, done: (failure: Error | null) => void): void
  close(): void
}

/** So long may everything else stand still. */
const quickMs = 1
/** While more than these come at once, others come as well, and are stored together meanwhile. */
const fewEvents = 4

/**
 * Makes durable what was committed to a database under `synchronous=NORMAL`. SQLite would wait for
 * the disk in the thread that commits, and on a memory card nothing else would happen for as long.
 * Another thread waits; but to hand it over takes some 0.1 ms, at times 3 ms, so that for few
 * events and a quick disk this one waits after all.
 */
export function openWalSync(path: string, sqlite: Sqlite): WalSync {
  // SQLite's locks are on other files, so none is lost when this one is closed.
  const log = openSync(`${path}-wal`, 'r')
  /** What could not be written is forgotten by the system, and the next call succeeds without it. */
  let isLost = false
  let isQuick = false
  let syncing = 0
  let isClosed = false

  /** From the log, as it is remembered, into the database file. */
  function writeAgain(): Error | null {
    try {
      if (!emptyLog(sqlite)) return new Error('another program reads what must be written again')
      isLost = false
      return null
    } catch (cause) {
      return cause as Error
    }
  }

  function waitHere(end: (failure: Error | null) => void) {
    let failure: Error | null = null
    try {
      fdatasyncSync(log)
    } catch (cause) {
      failure = cause as Error
    }
    process.nextTick(end, failure)
  }

  function waitBeside(end: (failure: Error | null) => void) {
    syncing += 1
    fdatasync(log, failure => {
      syncing -= 1
      if (isClosed && syncing === 0) closeSync(log)
      end(failure)
    })
  }

  return {
    sync(events, done) {
      const failure = isLost ? writeAgain() : null
      if (failure) {
        setImmediate(done, failure)
        return
      }
      const begun = performance.now()
      const end = (failure: Error | null) => {
        isQuick = performance.now() - begun < quickMs
        isLost ||= failure !== null
        done(failure)
      }
      if (isQuick && events <= fewEvents) waitHere(end)
      else waitBeside(end)
    },
    close() {
      if (!isClosed && syncing === 0) closeSync(log)
      isClosed = true
    },
  }
}
