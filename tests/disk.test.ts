import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { cutWal } from './faults/cut-wal.ts'
import { canLimitFiles, fillDisk } from './faults/full-disk.ts'
import { loseWrites } from './faults/lost-write.ts'
import { hasCompiler } from './faults/shim.ts'
import { answersWhileWaiting, slowDown } from './faults/slow-disk.ts'
import { endAll } from './support/child.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { expectUnharmed } from './support/unharmed.ts'

if (!canLimitFiles) console.log('A full disk is not tested: prlimit is not installed.')
if (!hasCompiler) console.log('A slow or broken disk is not tested: gcc is not installed.')

test.skipIf(!canLimitFiles)(
  'on a full disk nothing is acknowledged that is not stored, and it goes on when there is room',
  () => expectUnharmed(fillDisk, 2),
  90_000,
)

test.skipIf(!hasCompiler)(
  'a disk as slow as an SD card acknowledges late, and nothing that it has not',
  () => expectUnharmed(slowDown, 1),
  90_000,
)

test.skipIf(!hasCompiler)('while a press waits for a slow disk, all else goes on', async () => {
  onTestFinished(endAll)
  expect(await answersWhileWaiting(scratchFolder(), 200)).toBeGreaterThan(5)
})

test.skipIf(!hasCompiler)(
  'what a broken disk forgot is written again before it is acknowledged',
  () => expectUnharmed(loseWrites, 1),
  90_000,
)

test(
  'a write-ahead log cut off anywhere keeps what was acknowledged up to there',
  () => expectUnharmed(cutWal, 5),
  90_000,
)

test('a data folder that cannot be written ends in one sentence', async () => {
  const folder = scratchFolder()
  writeFileSync(join(folder, 'data'), 'a file where a folder is expected')
  const config = join(folder, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: join(folder, 'data') }))
  const gateway = run('gateway/main.ts', 'start', '--config', config)
  expect(await gateway.ended).toBe(1)
  expect(gateway.err().trim().split('\n')).toHaveLength(1)
  expect(gateway.err()).toMatch(/^could not open .*gateway\.sqlite: /)
  expect(readFileSync(join(folder, 'data'), 'utf8')).toContain('a file')
})
