import { expect } from 'vitest'
import type { Outcome } from '../faults/outcome.ts'

/** What a busy machine may need to start a program; the soak is stricter. */
const longestRestartMs = 10_000

/** Nothing acknowledged is missing, nothing is counted twice, and the gateway is soon back. */
export function expectUnharmed({ faults, acknowledged, restartsMs, ...harm }: Outcome) {
  expect(harm).toEqual({ missing: 0, doubled: 0, problems: [] })
  expect(faults).toBeGreaterThan(0)
  expect(acknowledged).toBeGreaterThan(0)
  expect(Math.max(...restartsMs)).toBeLessThan(longestRestartMs)
}
