import { isWalkIn } from './comeback.ts'
import { backgroundLastsMs } from './rangefinder-watch.ts'
import type { Stay } from './stay.ts'

/** Shorter absences (a bag on the floor, a step aside) belong to the visit. */
const maxGapMs = 3000
/** Without a reading of anything behind them, bad light makes a longer gap likely. */
const longestGapMs = 20_000
const likelyReadings = 6
/** So many readings of something else prove that nobody is there. */
const provingReadings = 3
/** The last reading before an absence and the first one after it may be so late. */
const slowMs = 1000
/** Readings farther apart than this come from something that is hard to see. */
const sparseMs = 200
/** So many readings of something else are no stray ones. */
const leastAway = 2
/** Nothing seen for so many times the usual time between two readings: they are away. */
const unusual = 4

/** Since when it is somebody else; null if nobody else has come. */
export function nextSince({ away, comeback, lastSeen, intervalMs }: Stay): number | null {
  if (!comeback) return null
  const awayMs = comeback.since - lastSeen
  const wasAway = away >= leastAway || awayMs > unusual * intervalMs
  return wasAway && isWalkIn(comeback, awayMs - intervalMs) ? comeback.since : null
}

/** Whether nobody who is away for so long comes back. */
export function isGone(stay: Stay, at: number, backgroundAt: number | null): boolean {
  const { comeback, intervalMs, away, awaySince, lastSeen } = stay
  if (comeback && at - comeback.since < Math.max(2000, 5 * intervalMs)) return false
  if (away >= provingReadings && at - awaySince > maxGapMs) return true
  // Who goes uncovers the background: where that is not seen either, the light has changed.
  const isDazzled =
    away === 0 && backgroundAt !== null && lastSeen - backgroundAt < backgroundLastsMs
  const leastMs = isDazzled ? longestGapMs : maxGapMs + Math.min(slowMs, intervalMs)
  return at - lastSeen > Math.min(longestGapMs, Math.max(leastMs, likelyReadings * intervalMs))
}

/**
 * Whether what is seen no more was alive or has gone: things do neither, but in the sun or far
 * away they are not always seen.
 */
export const isKnownToGo = ({ told, moved, away, intervalMs }: Stay): boolean =>
  told || moved || away >= provingReadings || intervalMs < sparseMs
