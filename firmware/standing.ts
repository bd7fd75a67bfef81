import type { Way } from './walk.ts'

/** Who sways stays within this of where they stand. */
const swayMm = 200
const followRate = 0.05
/** Who stands elsewhere for so long has moved there. */
const settleMs = 1000
/** A way inward that began so far behind the customer is somebody else's. */
const behindMm = 250
/** For so long it is remembered where the customer stood before. */
const memoryMs = 6000

/** Where somebody stands and was last seen standing, and the same before they moved. */
export interface Standing {
  mm: number
  at: number
  beforeMm: number
  beforeAt: number
}

export const newStanding = (at: number, mm: number): Standing => ({
  mm,
  at,
  beforeMm: mm,
  beforeAt: Number.NEGATIVE_INFINITY,
})

/** Follows their sway, and later their moves; `steadyMm` is where a plateau is. */
export function followStanding(
  standing: Standing,
  at: number,
  mm: number,
  steadyMm: number | null,
): void {
  if (Math.abs(mm - standing.mm) <= swayMm) {
    standing.mm += followRate * (mm - standing.mm)
    standing.at = at
  } else if (steadyMm !== null && at - standing.at > settleMs) {
    standing.beforeMm = standing.mm
    standing.beforeAt = standing.at
    standing.mm = steadyMm
    standing.at = at
  }
}

/** Until when they stood there if somebody else has come this way; null if nobody has. */
export function replacedBy(
  { mm, at, beforeMm, beforeAt }: Standing,
  since: number,
  way: Way,
): number | null {
  const movedLately = beforeAt > since && way.since - beforeAt < memoryMs
  if (way.fromMm < (movedLately ? beforeMm : mm) + behindMm) return null
  return movedLately ? beforeAt : Math.min(at, way.since)
}
