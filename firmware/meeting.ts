import { isGone, isKnownToGo, nextSince } from './absence.ts'
import { otherClothes } from './clothes.ts'
import { type Plateau, steadyMm } from './plateau.ts'
import { followStanding, replacedBy } from './standing.ts'
import {
  isBack,
  isElsewhere,
  isPassing,
  isVisit,
  newStay,
  noteAway,
  noteNoise,
  noteSeen,
  type Stay,
  standsIn,
} from './stay.ts'
import { isRestless } from './stillness.ts'
import { arrive, follows, leave, nothing, type PresenceFact, type Visits } from './visits.ts'
import { type Walk, type Way, walkedMm } from './walk.ts'

/** Who walks outward this far, and out of the zone, has left; who steps back goes less far. */
const walkOutMm = 450
/** So near to where they stood their way began. */
const besideMm = 200
/** Who walks up so soon after having been seen first is still arriving. */
const arrivingMs = 500
/** Who was not yet taken for a customer is somebody else only after a long way. */
const longWayMm = 350
/** A way is so many times as long as the usual error of a reading. */
const clearly = 5

/** Somebody is seen in the zone, perhaps after a walk inward. */
export function meet(
  visits: Visits,
  at: number,
  mm: number,
  seen: {
    jumped: boolean
    came: Way | null
    plateau: Plateau | null
    glanceMm: number
  },
): PresenceFact[] {
  const { stay } = visits
  if (!stay || isElsewhere(stay, at, mm)) {
    visits.stay = newStay(at, mm, visits)
    return nothing
  }
  const { jumped, came, plateau } = seen
  if (jumped) stay.missed += 1
  else stay.seen += 1
  noteNoise(stay, seen.glanceMm)
  const facts = came ? walkUp(visits, stay, came) : nothing
  if (visits.stay !== stay) return facts
  followStanding(stay.standing, at, mm, plateau && steadyMm(plateau, at, mm))
  if (!isBack(stay, at, mm)) return nothing
  const next = nextSince(stay)
  if (next !== null) return follows(visits, stay, stay.lastSeen, newStay(next, mm, visits, true))
  noteSeen(stay, at, mm, jumped)
  visits.intervalMs = stay.intervalMs
  const other = otherClothes(stay.clothes, at)
  if (other) return follows(visits, stay, other.lastSeen, standsIn(stay, other.since, mm))
  if (stay.told || !isVisit(stay, at) || !isPerson(stay, plateau)) return nothing
  return [arrive(visits, stay)]
}

/** Something else is seen: nobody is in the zone, or they are out of the beam. */
export function miss(visits: Visits, at: number, outward: Walk): PresenceFact[] {
  const { stay } = visits
  if (!stay) return nothing
  noteAway(stay, at)
  const { way } = outward
  const isTheirs = way.since >= stay.since && way.fromMm < stay.standing.mm + besideMm
  const goesMm = way.until === at && isTheirs ? walkedMm(outward) : 0
  if (goesMm >= Math.max(walkOutMm, clearly * stay.noiseMm)) return leave(visits, stay, way.since)
  return wait(visits, at)
}

/** Nothing is seen. */
export function wait(visits: Visits, at: number): PresenceFact[] {
  const { stay } = visits
  if (!stay) return nothing
  if (isGone(stay, at, visits.backgroundAt)) {
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

/** Things do not walk; and who walks up from behind the customer is the next one. */
function walkUp(visits: Visits, stay: Stay, way: Way): PresenceFact[] {
  if (way.since <= stay.since + arrivingMs) {
    if (!stay.told) stay.since = way.until
    stay.moved = true
    return nothing
  }
  const length = way.fromMm - way.toMm
  if (length < (stay.told ? clearly * stay.noiseMm : longWayMm)) return nothing
  const until = stay.told ? replacedBy(stay.standing, stay.since, way) : way.since
  if (until === null) return nothing
  const next = newStay(way.until, way.toMm, visits, true)
  if (stay.told || stay.moved) return follows(visits, stay, Math.min(until, stay.lastSeen), next)
  // What somebody steps in front of may be a thing.
  visits.stay = next
  return nothing
}

const isPerson = (stay: Stay, plateau: Plateau | null): boolean =>
  stay.moved || (plateau !== null && isRestless(plateau.still, stay.lastSeen - stay.since))
