import { follow, newWalk, type Walk, type Way } from './walk.ts'

/** No body jumps so far from one reading to the next, in mm and in mm per ms. */
const jumpMm = 100
const jumpMmPerMs = 2
const longestJumpMs = 100

/** How what is seen moves, whatever it is. */
export interface Motion {
  inward: Walk
  outward: Walk
  lastMm: number
  lastAt: number
}

export const newMotion = (): Motion => ({
  inward: newWalk(-1),
  outward: newWalk(1),
  lastMm: 0,
  lastAt: 0,
})

/** Follows the next reading: whether it is a jump, and the way inward that ends with it. */
export function move(
  motion: Motion,
  at: number,
  mm: number,
): { jumped: boolean; came: Way | null } {
  const { inward, outward, lastMm, lastAt } = motion
  const ms = at - lastAt
  motion.lastMm = mm
  motion.lastAt = at
  follow(outward, at, mm)
  const jumped = Math.abs(mm - lastMm) > jumpMm + jumpMmPerMs * Math.min(longestJumpMs, ms)
  return { jumped, came: follow(inward, at, mm) }
}
