import { type Plateau, steadyMm } from './plateau.ts'
import { followStanding, replacedBy } from './standing.ts'
import {
  isBack,
  isGone,
  isKnownToGo,
  isPassing,
  isVisit,
  newStay,
  nextSince,
  noteAway,
  noteNoise,
  noteSeen,
  type Stay,
} from './stay.ts'
import { unrest } from './stillness.ts'
import { lengthOf, type Walk, type Way } from './walk.ts'

export type PresenceFact =
  | { kind: 'arrived'; up: number; visit: number }
  | { kind: 'left'; up: number; visit: number; stayMs: number; nearestMm: number }

/** Who walks outward this far, and out of the zone, has left. */
const walkOutMm = 300
/** Who walks up so soon after having been seen first is still arriving. */
const arrivingMs = 500
/** Who was not yet taken for a customer is somebody else only after a long way. */
const longWayMm = 350
/** A way is so many times as long as the usual error of a reading. */
const clearly = 5
/** Who has not clearly moved for so long is a person if there is this much more than noise. */
const patienceMs = 9000
const restless = 2

/** Who is there, and how many were. */
export interface Visits {
  count: number
  stay: Stay | null
}

/** Most readings tell nothing; then this is all they cost. */
export const nothing: PresenceFact[] = []

/** Somebody is seen in the zone, perhaps after a walk inward. */
export function meet(
  visits: Visits,
  at: number,
  mm: number,
  seen: { jumped: boolean; came: Way | null; plateau: Plateau | null },
): PresenceFact[] {
  const { stay } = visits
  if (!stay) {
    visits.stay = newStay(at, mm)
    return nothing
  }
  const { jumped, came, plateau } = seen
  if (jumped) stay.missed += 1
  else stay.seen += 1
  noteNoise(stay, mm)
  const facts = came ? walkUp(visits, stay, came) : nothing
  if (visits.stay !== stay) return facts
  followStanding(stay.standing, at, mm, plateau && steadyMm(plateau, at, mm))
  if (!isBack(stay, at, mm)) return nothing
  const next = nextSince(stay)
  if (next !== null) {
    const left = leave(visits, stay, stay.lastSeen)
    visits.stay = newStay(next, mm, true)
    return left
  }
  noteSeen(stay, at, mm, jumped)
  if (stay.told || !isVisit(stay, at) || !isPerson(stay, plateau)) return nothing
  return [arrive(visits, stay)]
}

/** Something else is seen: nobody is in the zone, or they are out of the beam. */
export function miss(visits: Visits, at: number, outward: Walk): PresenceFact[] {
  const { stay } = visits
  if (!stay) return nothing
  noteAway(stay)
  const { way } = outward
  const walkedOff =
    way.until === at && lengthOf(outward) >= Math.max(walkOutMm, clearly * stay.noiseMm)
  if (walkedOff && way.since >= stay.since) return leave(visits, stay, way.since)
  return wait(visits, at)
}

/** Nothing is seen. */
export function wait(visits: Visits, at: number): PresenceFact[] {
  const { stay } = visits
  if (!stay) return nothing
  if (isGone(stay, at)) {
    if (isKnownToGo(stay)) return leave(visits, stay, stay.lastSeen)
    visits.stay = null
    return nothing
  }
  if (isPassing(stay)) visits.stay = null
  return nothing
}

/** What stands there is a thing, and has been since: it is no customer, or is one no more. */
export function meetThing(visits: Visits, since: number): PresenceFact[] {
  const { stay } = visits
  if (stay?.told) return leave(visits, stay, Math.max(stay.since, since))
  visits.stay = null
  return nothing
}

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

/** Things do not walk; and who walks up from behind the customer is the next one. */
function walkUp(visits: Visits, stay: Stay, way: Way): PresenceFact[] {
  if (way.since <= stay.since + arrivingMs) {
    if (!stay.told) stay.since = way.until
    stay.moved = true
    return nothing
  }
  const length = way.fromMm - way.toMm
  if (length < clearly * stay.noiseMm) return nothing
  const until = stay.told ? replacedBy(stay.standing, way) : length < longWayMm ? null : way.since
  if (until === null) return nothing
  // What somebody steps in front of may be a thing.
  const isNobody = !stay.told && !stay.moved
  const facts = isNobody ? nothing : leave(visits, stay, Math.min(until, stay.lastSeen))
  visits.stay = newStay(way.until, way.toMm, true)
  return facts
}

function isPerson(stay: Stay, plateau: Plateau | null): boolean {
  if (stay.moved) return true
  const seenMs = stay.lastSeen - stay.since
  return seenMs > patienceMs && plateau !== null && unrest(plateau.still) > restless
}

function arrive(visits: Visits, stay: Stay): PresenceFact {
  stay.told = true
  visits.count += 1
  return { kind: 'arrived', up: stay.since, visit: visits.count }
}
