import { middleOf, type Tick } from './tick.ts'

/** What a tenth of a second showed. */
export interface Glance {
  at: number
  /** The middle of its valid readings; null when it had none. */
  mm: number | null
  valid: number
  all: number
}

/** The last two: each is judged when the next one is known. */
export interface Glances {
  before: Glance | null
  now: Glance | null
}

export const newGlances = (): Glances => ({ before: null, now: null })

/**
 * Goes on to the next tick, and gives the glance before it. Steady is the middle of the three: what
 * only one of them shows is an error or the edge of a body, and a step remains a step.
 */
export function glance(
  glances: Glances,
  tick: Tick,
): (Glance & { steadyMm: number | null }) | null {
  const { before, now } = glances
  const { startedAt: at, count: valid, all } = tick
  const next = { at, mm: middleOf(tick), valid, all }
  glances.before = now
  glances.now = next
  return now && { ...now, steadyMm: middleOfThree(before?.mm ?? null, now.mm, next.mm) }
}

function middleOfThree(one: number | null, two: number | null, three: number | null) {
  if (one === null || two === null || three === null) return two
  return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three))
}
