import { onTestFinished } from 'vitest'
import { type Child, start } from './child.ts'

/** Starts one of our programs as a user would, and ends it with the test. */
export function run(...args: string[]): Child {
  const child = start(args)
  onTestFinished(() => void child.process.kill('SIGKILL'))
  return child
}
