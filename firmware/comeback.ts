/** Who was away for longer than a blink is believed to be back after this. */
const believeMs = 700
/** Who is elsewhere again for so great a share of that time is not back. */
const mostMissed = 0.6
/** Who walks in is at first this much farther away, and then this much, than when they stand. */
const walkInMm = 160
const stepMm = 40
const longestStepMs = 250
/** By then they stand. */
const arrivedMs = 450

/** Somebody is seen again after an absence, and is not believed yet. */
export interface Comeback {
  since: number
  /** Ticks for and against it. */
  seen: number
  missed: number
  /** The first two readings, and the mean of those by which they stand. */
  firstMm: number
  secondMm: number
  standMm: number
  standSeen: number
}

export const newComeback = (at: number, mm: number): Comeback => ({
  since: at,
  seen: 0,
  missed: 0,
  firstMm: mm,
  secondMm: 0,
  standMm: 0,
  standSeen: 0,
})

export function followComeback(comeback: Comeback, at: number, mm: number): void {
  comeback.seen += 1
  const backMs = at - comeback.since
  if (comeback.seen === 2 && backMs <= longestStepMs) comeback.secondMm = mm
  else if (backMs > arrivedMs) {
    comeback.standSeen += 1
    comeback.standMm += (mm - comeback.standMm) / comeback.standSeen
  }
}

/** Notes that something else is seen; whether they may still be back. */
export function doubtComeback(comeback: Comeback): boolean {
  comeback.missed += 1
  return comeback.missed <= mostMissed * comeback.seen
}

export const isBelieved = ({ since }: Comeback, at: number): boolean => at - since >= believeMs

/** Whether somebody walked in; who was only out of the beam is back at once. */
export const isWalkIn = ({ firstMm, secondMm, standMm, standSeen }: Comeback): boolean =>
  standSeen > 0 &&
  firstMm - standMm > walkInMm &&
  secondMm - standMm > stepMm &&
  firstMm - secondMm > stepMm
