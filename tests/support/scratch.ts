import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that is gone when the test is over. */
export const scratchFolder = () => untilTheEnd(mkdtempSync(join(tmpdir(), 'loyalty-test-')))

/** The same where no write waits for a disk, for tests that ask what is counted, not what is kept. */
export const quickFolder = () => untilTheEnd(makeQuickFolder())

export const makeQuickFolder = () => mkdtempSync(join(quickest, 'loyalty-quick-'))

function untilTheEnd(path: string): string {
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const memory = '/dev/shm'
const enoughBytes = 1e9
const quickest = existsSync(memory) && roomIn(memory) > enoughBytes ? memory : tmpdir()

function roomIn(path: string): number {
  const { bavail, bsize } = statfsSync(path)
  return bavail * bsize
}
