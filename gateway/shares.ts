/*
 * The devices of a log are counted in shares, each by a thread of its own: on two processors all
 * is counted in little more than half of the time.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { dropShares, type Share } from './database/share.ts'

const thread = new URL('./share-thread.ts', import.meta.url)

/** To start threads, and to take over what they counted, takes as long as to count so many events. */
const worthItEvents = 200_000
/** SQLite takes over from ten databases at once at most. */
const mostShares = 8

/** Into how many shares so many events are best divided. */
export const sharesFor = (events: number) =>
  events < worthItEvents ? 1 : Math.min(mostShares, availableParallelism())

const sharesIn = (folder: string, of: number): Share[] =>
  Array.from({ length: of }, (_, nth) => {
    return { folder, path: join(folder, `share-${nth}.sqlite`), nth, of }
  })

/** Removes what a process that was killed may have left in its folder. */
export const dropLeftShares = (folder: string) => dropShares(sharesIn(folder, mostShares))

/** Counts all devices in a folder anew, beside the database; then all may be taken over. */
export async function countInShares(
  folder: string,
  of: number,
  take: (shares: Share[]) => void,
): Promise<void> {
  const shares = sharesIn(folder, of)
  const workers = shares.map(share => new Worker(thread, { workerData: share }))
  try {
    await Promise.all(workers.map(ended))
    take(shares)
  } finally {
    await Promise.all(workers.map(worker => worker.terminate()))
    dropShares(shares)
  }
}

const ended = (worker: Worker) =>
  new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', code => {
      if (code === 0) resolve()
      else reject(new Error(`a thread that counted ended with ${code}`))
    })
  })
