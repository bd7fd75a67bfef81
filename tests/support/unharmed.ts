import { expect, onTestFinished } from 'vitest'
import type { Fault } from '../faults/outcome.ts'
import { endAll } from './child.ts'
import { scratchFolder } from './scratch.ts'

/** What a busy machine may need to start a program; the soak is stricter. */
const longestRestartMs = 10_000

/** Nothing acknowledged is missing, nothing is counted twice, and the gateway is soon back. */
export async function expectUnharmed(fault: Fault, size: number) {
  const folder = scratchFolder()
  onTestFinished(endAll)
  const { faults, acknowledged, restartsMs, ...harm } = await fault(folder, size)
  expect(harm).toEqual({ missing: 0, doubled: 0, problems: [] })
  expect(faults).toBeGreaterThan(0)
  expect(acknowledged).toBeGreaterThan(0)
  expect(Math.max(...restartsMs)).toBeLessThan(longestRestartMs)
}
