import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { median } from './figure.ts'

/** How long it takes to append a page to a file and to have it on the disk; the median. */
export const fsyncMs = (folder: string) => median(syncs(folder, 500, 0))

/** The same a thousand times a second, as long as all but one in a hundred take. */
export function slowFsyncMs(folder: string): number {
  const took = syncs(folder, 2000, 1).sort((one, other) => one - other)
  return took[Math.floor(took.length * 0.99)] ?? 0
}

function syncs(folder: string, times: number, everyMs: number): number[] {
  const path = join(folder, 'fsync')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(4096, 1)
  const start = performance.now()
  const took = Array.from({ length: times }, (_, n) => {
    while (performance.now() < start + n * everyMs);
    const begun = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - begun
  })
  closeSync(file)
  rmSync(path)
  return took
}
