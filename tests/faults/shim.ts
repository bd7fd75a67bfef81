import { spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('shim.c', import.meta.url))

export const hasCompiler = spawnSync('gcc', ['--version']).status === 0

/** The environment of a process whose disk takes this much longer for each fsync. */
export function slowDisk(folder: string, syncMs: number): NodeJS.ProcessEnv {
  return { LD_PRELOAD: buildShim(folder), SLOW_SYNC_MS: String(syncMs) }
}

/** A disk that can be broken under the process that was started with `env`: nothing gets durable. */
export function aBreakableDisk(folder: string) {
  const path = join(folder, 'broken-disk')
  return {
    env: { LD_PRELOAD: buildShim(folder), BROKEN_DISK_FILE: path },
    break: () => writeFileSync(path, ''),
    mend: () => rmSync(path),
  }
}

/** The environment of a process to which a pipe is a device: without its name it is unplugged. */
export function pipesAsDevices(folder: string): NodeJS.ProcessEnv {
  return { LD_PRELOAD: buildShim(folder), GONE_IS_UNPLUGGED: '1' }
}

/** A wall clock that can be set back while the process runs that was started with `env`. */
export function aWrongClock(folder: string, name: string) {
  const path = join(folder, `${name}-clock`)
  let shiftMs = 0
  const write = () => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(BigInt(shiftMs))
    // The process has the file mapped: it must stay the same one, and never be empty.
    writeFileSync(path, bytes, { flag: existsSync(path) ? 'r+' : 'w' })
  }
  write()
  return {
    env: { LD_PRELOAD: buildShim(folder), CLOCK_SHIFT_FILE: path },
    setBack(ms: number) {
      shiftMs -= ms
      write()
    },
  }
}

function buildShim(folder: string): string {
  const path = join(folder, 'shim.so')
  const built = spawnSync('gcc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-Wall',
    '-Werror',
    '-o',
    path,
    source,
  ])
  if (built.status !== 0) throw new Error(`could not build ${source}: ${built.stderr}`)
  return path
}
