import { middleOf, type Tick } from './tick.ts'

/** What a tenth of a second showed. */
export interface Glance {
  at: number
  /** The middle of its valid readings; null when it had none. */
  mm: number | null
  /**
   * The middle of it, the one before and the one after: what only one of them shows is an error
   * or the edge of a body, and a step remains a step.
   */
  steadyMm: number | null
  valid: number
  all: number
}

/** The last ones: each is judged when the next one is known. */
export interface Glances {
  count: number
  before: Glance
  now: Glance
  next: Glance
}

const newGlance = (): Glance => ({ at: 0, mm: null, steadyMm: null, valid: 0, all: 0 })

export const newGlances = (): Glances => ({
  count: 0,
  before: newGlance(),
  now: newGlance(),
  next: newGlance(),
})

/** Goes on to the next tick, and gives the glance before it; it changes when they are three on. */
export function glance(glances: Glances, tick: Tick): Glance | null {
  const { before, now, next } = glances
  glances.before = now
  glances.now = next
  glances.next = before
  before.at = tick.startedAt
  before.mm = middleOf(tick)
  before.valid = tick.count
  before.all = tick.all
  glances.count += 1
  if (glances.count < 2) return null
  next.steadyMm = middleOfThree(glances.count < 3 ? null : now.mm, next.mm, before.mm)
  return next
}

function middleOfThree(one: number | null, two: number | null, three: number | null) {
  if (one === null || two === null || three === null) return two
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
}
