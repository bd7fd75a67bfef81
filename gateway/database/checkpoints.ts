import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const thread = new URL('./checkpoint-thread.ts', import.meta.url)

/** What changes with every commit is copied once in so many. */
export const worthItPages = 7000
/** A page, and what the log says of it. */
const loggedBytes = 4096 + 24
const lookMs = 250

/** Keeps the write-ahead log of the database in a folder short, without holding up who writes. */
export function startCheckpoints(
  folder: string,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const path = join(folder, 'gateway.sqlite')
  let copying: { close(): Promise<void> } | undefined
  // A thread takes memory and time to start, and most logs never get long.
  const looking = setInterval(() => {
    if (!isLong(`${path}-wal`)) return
    clearInterval(looking)
    copying = startCopying(path, say)
  }, lookMs)
  looking.unref()
  return {
    async close() {
      clearInterval(looking)
      await copying?.close()
    },
  }
}

function isLong(log: string): boolean {
  try {
    return statSync(log).size >= worthItPages * loggedBytes
  } catch {
    // The thread finds out what is wrong.
    return true
  }
}

function startCopying(path: string, say: (text: string) => void) {
  const worker = new Worker(thread, { workerData: path })
  const ended = new Promise<void>(resolve => worker.once('exit', () => resolve()))
  // SQLite then does it itself, with a commit now and then.
  worker.once('error', failure => say(`checkpoints hold up commits now: ${failure.message}`))
  worker.unref()
  return {
    close() {
      // Else a process that has nothing else to do would end before it.
      worker.ref()
      worker.postMessage('close')
      return ended
    },
  }
}
