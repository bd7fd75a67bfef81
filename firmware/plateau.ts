import type { Standing } from './standing.ts'
import { isCalm, isSure, newStillness, resume, type Stillness, weigh } from './stillness.ts'

/** Who sways stays within this of where they stand. */
const swayMm = 150
/** A shorter look at something else does not end a plateau. */
const patienceMs = 1000
/** Readings that must agree on a new distance. */
const agreeing = 4
/** After a longer absence it is another one. */
const longestHoleMs = 5000
const steadyMs = 800

/** A time during which something stood at one distance: a customer, a wall, a chair. */
export interface Plateau {
  mm: number
  since: number
  /** When it was last seen. */
  until: number
  strays: number
  still: Stillness
}

const newPlateau = (at: number, mm: number): Plateau => ({
  mm,
  since: at,
  until: at,
  strays: 0,
  still: newStillness(at, mm),
})

/** What is seen again this near to where something stood still is the same thing. */
const sameThingMm = 50
/** For so many seconds a likely thing has been still. */
const likelyBlocks = 15

/** Who stands before a thing for so long has come there for something. */
const stoodMs = 4000

/** Nobody shifts as far as this: it is farther away than who stood before it. */
const leastBehindMm = 300

/** Something that stood still when last seen, and may be a thing. */
export interface Suspect {
  mm: number
  still: Stillness
}

/** Whether a reading is probably of the suspect. */
export const isSuspect = ({ mm: thingMm, still }: Suspect, mm: number): boolean =>
  Math.abs(mm - thingMm) <= sameThingMm && still.blocks >= likelyBlocks && isSure(still)

/** What to look out for after a plateau has ended. */
export function suspectAfter({ mm, still }: Plateau, before: Suspect | null): Suspect | null {
  if (isCalm(still)) return { mm, still }
  return before?.still === still ? null : before
}

/** The plateau that begins with a reading: of something new, or of what stood there before. */
export function beginPlateau(
  at: number,
  mm: number,
  last: Plateau | null,
  suspect: Suspect | null,
): Plateau {
  const plateau = newPlateau(at, mm)
  if (!suspect || Math.abs(mm - suspect.mm) > sameThingMm) return plateau
  resume(suspect.still, at, mm, last !== null && stoodBefore(last, suspect))
  return { ...plateau, mm: suspect.mm, still: suspect.still }
}

/** Whether somebody stood between a thing and the laser. */
const stoodBefore = ({ mm, since, until }: Plateau, thing: Suspect): boolean =>
  mm < thing.mm - sameThingMm && until - since >= stoodMs

/** Whether the reading still belongs to the plateau; false when another one has begun. */
export function hold(plateau: Plateau, at: number, mm: number): boolean {
  if (at - plateau.until > longestHoleMs) return false
  if (Math.abs(mm - plateau.mm) <= swayMm) {
    plateau.mm += 0.05 * (mm - plateau.mm)
    plateau.until = at
    plateau.strays = 0
    weigh(plateau.still, at, mm)
    return true
  }
  plateau.strays += 1
  return plateau.strays < agreeing || at - plateau.until < patienceMs
}

/** Whether a customer has gone and what stood behind them is seen; who steps back sways there too. */
export const isLeftBehind = (
  { mm, since, still }: Plateau,
  { beforeMm, beforeAt }: Standing,
): boolean =>
  mm - beforeMm > leastBehindMm &&
  beforeAt <= since &&
  since - beforeAt < longestHoleMs &&
  still.movedAt === null &&
  still.blocks >= likelyBlocks &&
  isSure(still)

/** Where it has been steady for long enough to be sure, if the reading belongs to it. */
export const steadyMm = (plateau: Plateau, at: number, mm: number): number | null =>
  at - plateau.since > steadyMs && Math.abs(mm - plateau.mm) <= swayMm ? plateau.mm : null
