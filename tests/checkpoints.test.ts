import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startCheckpoints } from '../gateway/database/checkpoints.ts'
import { openDatabase } from '../gateway/database/database.ts'
import { scratchFolder } from './support/scratch.ts'

const pageBytes = 4096
const patience = 10_000

test('what is committed is copied by another thread, and the log begins anew', async () => {
  const folder = scratchFolder()
  const { sqlite, inTransaction, close } = openDatabase(folder)
  onTestFinished(close)
  const problems: string[] = []
  const checkpoints = startCheckpoints(folder, text => problems.push(text))
  sqlite.exec('create table filling (bytes blob)')
  const insert = sqlite.prepare('insert into filling values (zeroblob(?))')
  const state = () => sqlite.pragma('wal_checkpoint(noop)')
  for (let n = 0; n < 4; n += 1) {
    inTransaction(() => insert.run(8000 * pageBytes))
    // Not 16,000, which is where SQLite would copy them by itself.
    expect(state()).toEqual([expect.toSatisfy(({ log }) => log > 8000 && log < 8100)])
    await vi.waitFor(() => {
      expect(state()).toEqual([expect.toSatisfy(({ log, checkpointed }) => log === checkpointed)])
    }, patience)
  }
  await checkpoints.close()
  expect(problems).toEqual([])
})

test('a gateway goes on without the thread, and says so', async () => {
  const problems: string[] = []
  const checkpoints = startCheckpoints(join(scratchFolder(), 'gone'), text => problems.push(text))
  await vi.waitFor(
    () => expect(problems).toEqual([expect.stringMatching(/^checkpoints hold up/)]),
    patience,
  )
  await checkpoints.close()
})
