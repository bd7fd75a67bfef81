import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that is gone when it is closed, or when the process ends before that. */
export function openScratchFolder(): { path: string; close(): void } {
  const path = mkdtempSync(join(tmpdir(), 'loyalty-button-'))
  const close = () => {
    process.off('exit', close)
    rmSync(path, { recursive: true, force: true })
  }
  process.on('exit', close)
  return { path, close }
}
