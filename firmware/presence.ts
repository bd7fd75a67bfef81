/** One reading of the rangefinder; `up` in monotonic ms, `mm` null when it saw nothing valid. */
export interface Sample {
  up: number
  mm: number | null
}

/** Where a customer stands, and for how long at least. */
export interface Zone {
  /** Nearer than this somebody arrives. */
  enterMm: number
  /** Farther than this somebody leaves; between the two nothing changes. */
  leaveMm: number
  /** Shorter stays are passers-by. */
  minStayMs: number
  /** Shorter absences (a bag on the floor, a step aside) belong to the visit. */
  maxGapMs: number
}

export const commonZone: Zone = {
  enterMm: 1000,
  leaveMm: 1100,
  minStayMs: 4000,
  maxGapMs: 2500,
}

export type PresenceFact =
  | { kind: 'arrived'; up: number; visit: number }
  | { kind: 'left'; up: number; visit: number; stayMs: number; nearestMm: number }

interface Stay {
  since: number
  /** When somebody was last seen in the zone. */
  lastSeen: number
  nearestMm: number
}

/** Who stands there: nobody, somebody who may be passing by, or a visitor. */
export type Presence =
  | { state: 'nobody'; visits: number }
  | { state: 'somebody'; visits: number; stay: Stay }
  | { state: 'visitor'; visits: number; stay: Stay }

export const nobody: Presence = { state: 'nobody', visits: 0 }

/** Tells when a customer arrived and left, each with the moment at which it happened. */
export function sense(
  before: Presence,
  sample: Sample,
  zone: Zone,
): { after: Presence; facts: PresenceFact[] } {
  if (before.state === 'nobody') {
    if (sample.mm === null || sample.mm > zone.enterMm) return { after: before, facts: [] }
    const stay = { since: sample.up, lastSeen: sample.up, nearestMm: sample.mm }
    return { after: { state: 'somebody', visits: before.visits, stay }, facts: [] }
  }
  if (sample.mm === null || sample.mm > zone.leaveMm) {
    return sample.up - before.stay.lastSeen > zone.maxGapMs
      ? depart(before)
      : { after: before, facts: [] }
  }
  const stay = {
    since: before.stay.since,
    lastSeen: sample.up,
    nearestMm: Math.min(before.stay.nearestMm, sample.mm),
  }
  if (before.state === 'visitor' || stay.lastSeen - stay.since < zone.minStayMs) {
    return { after: { ...before, stay }, facts: [] }
  }
  const visit = before.visits + 1
  return {
    after: { state: 'visitor', visits: visit, stay },
    facts: [{ kind: 'arrived', up: stay.since, visit }],
  }
}

function depart(before: Exclude<Presence, { state: 'nobody' }>): {
  after: Presence
  facts: PresenceFact[]
} {
  const after: Presence = { state: 'nobody', visits: before.visits }
  if (before.state === 'somebody') return { after, facts: [] }
  const { since, lastSeen, nearestMm } = before.stay
  const left = {
    kind: 'left' as const,
    up: lastSeen,
    visit: before.visits,
    stayMs: lastSeen - since,
    nearestMm,
  }
  return { after, facts: [left] }
}
