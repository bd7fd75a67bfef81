import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { isStorageFailure } from '../../shared/sqlite.ts'
import type { TillFiles } from './till-files.ts'

/** A file that is the same so long is written; whoever writes on makes it be taken again. */
const restMs = 2000

/**
 * Watches the folders in which tills put their files, and leaves them as they are. A file is taken
 * when nobody writes in it any more and its last line is ended, and again whenever it changed.
 */
export function startTillFolders(
  tills: TillFiles[],
  take: (till: TillFiles, path: string, bytes: Readable) => Promise<unknown>,
  say: (text: string) => void,
): { close(): Promise<void> } {
  const closing = new AbortController()
  const watching = tills.map(till =>
    till.folder === undefined ? undefined : watch(till, till.folder),
  )

  async function watch(till: TillFiles, folder: string) {
    const seen = new Map<string, { state: string; done: boolean }>()
    let trouble = ''
    while (!closing.signal.aborted) {
      try {
        await mkdir(folder, { recursive: true })
        for (const path of await filesIn(folder, till)) {
          if (closing.signal.aborted) return
          await look(till, path, seen)
        }
        trouble = ''
      } catch (cause) {
        const problem = `cannot take what is in ${folder}: ${(cause as Error).message}`
        if (trouble !== problem) say(problem)
        trouble = problem
      }
      await delay(restMs, undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  async function look(
    till: TillFiles,
    path: string,
    seen: Map<string, { state: string; done: boolean }>,
  ) {
    const { size, mtimeMs } = await stat(path)
    const state = `${size} ${mtimeMs}`
    const before = seen.get(path)
    if (before?.state !== state) {
      seen.set(path, { state, done: false })
      return
    }
    if (before.done || size === 0) return
    before.done = true
    if (till.columns && !(await endsLine(path, size))) {
      say(`${path}: not taken yet, for its last line is not ended`)
      return
    }
    try {
      // What was written since it was looked at waits for the next time.
      await take(till, path, createReadStream(path, { end: size - 1 }))
    } catch (cause) {
      before.done = !isStorageFailure(cause)
      if (!before.done) throw cause
      say(`not taken: ${(cause as Error).message}`)
    }
  }

  return {
    async close() {
      closing.abort()
      await Promise.all(watching)
    },
  }
}

async function filesIn(folder: string, { columns }: TillFiles): Promise<string[]> {
  const form = columns ? /^[^.].*\.(csv|tsv|txt)$/i : /^[^.].*\.json$/i
  const names = await readdir(folder)
  return names.filter(name => form.test(name)).map(name => join(folder, name))
}

async function endsLine(path: string, size: number): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 10 || buffer[0] === 13
  } finally {
    await file.close()
  }
}
