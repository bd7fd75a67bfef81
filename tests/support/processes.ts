import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Running {
  process: ChildProcess
  /** What it said so far. */
  out(): string
  err(): string
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>
}

/** Starts one of our programs as a user would, and ends it with the test. */
export function run(...args: string[]): Running {
  return watch(spawn(process.execPath, args, { cwd: root }))
}

export function watch(child: ChildProcess): Running {
  let out = ''
  let err = ''
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return { process: child, out: () => out, err: () => err, ended }
}
