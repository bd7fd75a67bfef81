/** Who was away for longer than a blink is believed to be back after this. */
const believeMs = 700
/** Who is elsewhere again for so great a share of that time is not back. */
const mostMissed = 0.6
/**
 * Who walks in is at first this much farther away than when they stand; the longer nobody was
 * there, the less of it is needed, for who bends or steps aside is mostly back soon.
 */
const walkInMm = 210
const mmPerAwayMs = 0.05
/** Soon after that they are still a step away: the edge of a body is seen once. */
const soonMs = 150
const stepMm = 50
/** By then they stand. */
const arrivedMs = 450

/** Somebody is seen again after an absence, and is not believed yet. */
export interface Comeback {
  since: number
  /** Ticks for and against it. */
  seen: number
  missed: number
  /** The first reading, one soon after it, the last on the way, and the mean when they stand. */
  firstMm: number
  secondMm: number | null
  lastMm: number | null
  standMm: number
  standSeen: number
}

export const newComeback = (at: number, mm: number): Comeback => ({
  since: at,
  seen: 0,
  missed: 0,
  firstMm: mm,
  secondMm: null,
  lastMm: null,
  standMm: 0,
  standSeen: 0,
})

export function followComeback(comeback: Comeback, at: number, mm: number): void {
  comeback.seen += 1
  const backMs = at - comeback.since
  if (backMs > arrivedMs) {
    comeback.standSeen += 1
    comeback.standMm += (mm - comeback.standMm) / comeback.standSeen
  } else if (comeback.seen > 1) {
    if (backMs <= soonMs) comeback.secondMm = mm
    comeback.lastMm = mm
  }
}

/** Notes that something else is seen; whether they may still be back. */
export function doubtComeback(comeback: Comeback): boolean {
  comeback.missed += 1
  return comeback.missed <= mostMissed * comeback.seen
}

export const isBelieved = ({ since }: Comeback, at: number): boolean => at - since >= believeMs

/** Whether somebody walked in after so long; who was only out of the beam is back at once. */
export function isWalkIn(comeback: Comeback, awayMs: number): boolean {
  const { firstMm, secondMm, lastMm, standMm } = comeback
  if (firstMm - standMm <= walkInMm - mmPerAwayMs * awayMs) return false
  // Who only stands farther away does not come nearer.
  const comes = lastMm === null || firstMm - lastMm > stepMm
  return comes && (secondMm === null || secondMm - standMm > stepMm)
}
