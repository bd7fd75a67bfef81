import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

const thread = new URL('./checkpoint-thread.ts', import.meta.url)

/** Keeps the write-ahead log of the database in a folder short, without holding up who writes. */
export function startCheckpoints(
  folder: string,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const worker = new Worker(thread, { workerData: join(folder, 'gateway.sqlite') })
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
