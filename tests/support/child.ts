import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the npm scripts give to node. */
export const startOptions = ['--import', './shared/compile-cache.js']

/** A program in a process of its own. */
export interface Child {
  process: ChildProcess
  /** What it said so far. */
  out(): string
  err(): string
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>
}

/** Starts one of our programs as a user would. */
export function start(args: string[], env: NodeJS.ProcessEnv = {}): Child {
  const all = [...startOptions, ...args]
  return watch(spawn(process.execPath, all, { cwd: root, env: { ...process.env, ...env } }))
}

const running = new Set<ChildProcess>()

/** Ends every program that still runs. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Hears what a program says; it ends when this process does. */
export function watch(child: ChildProcess): Child {
  let out = ''
  let err = ''
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  child.stderr?.on('data', chunk => {
    err += chunk
  })
  if (running.size === 0) process.once('exit', endAll)
  running.add(child)
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    if (running.size === 0) process.off('exit', endAll)
    return code ?? signal
  })
  return { process: child, out: () => out, err: () => err, ended }
}

/** The first line of JSON that a program prints. */
export async function firstLine<Line>(child: Child): Promise<Line> {
  const hasEnded = child.ended.then(() => true)
  while (!child.out().includes('\n')) {
    const said = child.process.stdout ? once(child.process.stdout, 'data') : hasEnded
    if ((await Promise.race([said, hasEnded])) === true && !child.out().includes('\n')) {
      const how = await child.ended
      throw new Error(`expected a line from a program, but it ended (${how}): ${child.err()}`)
    }
  }
  return JSON.parse(child.out().slice(0, child.out().indexOf('\n')))
}

/** Runs one of our programs to its end, and gives back what it printed. */
export async function runToEnd(...args: string[]): Promise<string> {
  const child = start(args)
  const code = await child.ended
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${child.err()}`)
  return child.out()
}

/** Ends a program as Ctrl-C would. */
export async function stop(child: Child): Promise<void> {
  child.process.kill('SIGTERM')
  await child.ended
}
