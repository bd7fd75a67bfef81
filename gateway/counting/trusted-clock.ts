import type { Told } from './told.ts'

/** Clocks that were never set begin in 1970, or in 2000, and may have gone for a while since. */
const earliest = Date.UTC(2002, 0, 1)
const dayMs = 24 * 3_600_000

/** Whether the device's own clock can be right: synchronised, and neither in 1970 nor in 2090. */
export function isTrusted({ synced, at }: Told, receivedAt: number): boolean {
  return synced && at >= earliest && at <= receivedAt + dayMs
}

/** An event happened before it arrived; a clock that can be trusted may know better. */
export const latestTime = (event: Told, receivedAt: number) =>
  isTrusted(event, receivedAt) ? Math.min(event.at, receivedAt) : receivedAt
