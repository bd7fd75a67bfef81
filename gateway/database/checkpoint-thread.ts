/*
 * Copies what was committed from the write-ahead log into the database file, beside the thread that
 * commits: there no press would be acknowledged meanwhile, on a slow disk for seconds.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteToCheckpoint } from '../../shared/sqlite.ts'
import { worthItPages } from './checkpoints.ts'

const lookMs = 250
/** Only a log that is copied to its end begins anew; meanwhile more is committed. */
const again = { ms: 5, times: 20 }

const sqlite = openSqliteToCheckpoint(workerData as string)
let waiting: NodeJS.Timeout

function checkpoint(mode: 'noop' | 'passive'): number {
  const [found] = sqlite.pragma(`wal_checkpoint(${mode})`) as {
    log: number
    checkpointed: number
  }[]
  return found ? found.log - found.checkpointed : 0
}

function look() {
  if (checkpoint('noop') >= worthItPages) copy(again.times)
  else waiting = setTimeout(look, lookMs)
}

function copy(times: number) {
  const isDone = checkpoint('passive') === 0 || times === 0
  waiting = isDone ? setTimeout(look, lookMs) : setTimeout(copy, again.ms, times - 1)
}

parentPort?.once('message', () => {
  clearTimeout(waiting)
  sqlite.close()
})
look()
