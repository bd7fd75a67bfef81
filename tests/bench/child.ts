import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Starts one of our programs; its complaints go where ours go. */
export function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** The first line of JSON that a program prints. */
export async function firstLine<Line>(child: ChildProcess): Promise<Line> {
  if (!child.stdout) throw new Error('expected a program whose output can be read')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  return JSON.parse(line)
}

export async function stop(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
}
