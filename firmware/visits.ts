import { isVisit, type Stay } from './stay.ts'

export type PresenceFact =
  | { kind: 'arrived'; up: number; visit: number }
  | { kind: 'left'; up: number; visit: number; stayMs: number; nearestMm: number }

/** Who is there, and how many were. */
export interface Visits {
  count: number
  stay: Stay | null
  /** The light stays when a customer goes: the usual time between two readings of the last one, */
  intervalMs: number
  /** and when the background was last seen; null before the first time. */
  backgroundAt: number | null
}

export const newVisits = (): Visits => ({
  count: 0,
  stay: null,
  intervalMs: 100,
  backgroundAt: null,
})

/** Most readings tell nothing; then this is all they cost. */
export const nothing: PresenceFact[] = []

export function leave(visits: Visits, stay: Stay, up: number): PresenceFact[] {
  visits.stay = null
  const facts: PresenceFact[] = []
  if (!stay.told) {
    if (!isVisit(stay, up)) return nothing
    facts.push(arrive(visits, stay))
  }
  const { since, nearestMm } = stay
  facts.push({ kind: 'left', up, visit: visits.count, stayMs: up - since, nearestMm })
  return facts
}

/** The last one has left, and the next one is there. */
export function follows(visits: Visits, last: Stay, leftAt: number, next: Stay): PresenceFact[] {
  const facts = leave(visits, last, leftAt)
  visits.stay = next
  return facts
}

export function arrive(visits: Visits, stay: Stay): PresenceFact {
  stay.told = true
  visits.count += 1
  return { kind: 'arrived', up: stay.since, visit: visits.count }
}
