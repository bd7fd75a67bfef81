import {
  forgetBackground,
  isBackground,
  learnBackground,
  learnStanding,
  type Places,
} from './places.ts'
import {
  beginPlateau,
  hold,
  isLeftBehind,
  type Plateau,
  type Suspect,
  suspectAfter,
} from './plateau.ts'
import { noteHand } from './stay.ts'
import { addReading, beginTick, isOver, middleOf, newTick, type Tick } from './tick.ts'
import {
  leave,
  meet,
  meetThing,
  miss,
  nothing,
  type PresenceFact,
  type Visits,
  wait,
} from './visits.ts'
import { follow, newWalk, type Walk } from './walk.ts'
import { isInZone, isNear, type Zone } from './zone.ts'

/** Nearer readings are hands and cloths. */
const handMm = 240
/** No body jumps so far from one reading to the next, in mm and in mm per ms. */
const jumpMm = 100
const jumpMmPerMs = 2
const longestJumpMs = 100
/** A shorter stay at one distance teaches nothing. */
const lessonMs = 8000

/** Who stands there, and what is known of the place. It changes in place: a reading costs nothing. */
export interface Presence {
  visits: Visits
  zone: Zone | null
  places: Places
  tick: Tick
  inward: Walk
  outward: Walk
  plateau: Plateau | null
  suspect: Suspect | null
  handSince: number | null
  lastMm: number
  lastAt: number
}

export const newPresence = (places: Places, zone: Zone | null): Presence => ({
  visits: { count: 0, stay: null },
  zone,
  places,
  tick: newTick(),
  inward: newWalk(-1),
  outward: newWalk(1),
  plateau: null,
  suspect: null,
  handSince: null,
  lastMm: 0,
  lastAt: 0,
})

/** Takes a reading; tells when a customer arrived and left, each with when it happened. */
export function sense(presence: Presence, up: number, mm: number | null): PresenceFact[] {
  const { tick } = presence
  const over = isOver(tick, up)
  const facts = over ? look(presence, tick.startedAt, middleOf(tick)) : nothing
  if (over || !tick.began) beginTick(tick, up)
  if (mm !== null) addReading(tick, mm)
  return facts
}

/** Time passes without a reading. */
export const rest = ({ visits }: Presence, up: number): PresenceFact[] => wait(visits, up)

/** Nothing is known any more since some moment: whoever was there was seen then at the latest. */
export function giveUp(presence: Presence, since: number): PresenceFact[] {
  const { visits } = presence
  presence.plateau = null
  presence.tick = newTick()
  if (!visits.stay) return nothing
  const up = Math.max(visits.stay.since, Math.min(since, visits.stay.lastSeen))
  return leave(visits, visits.stay, up)
}

function look(presence: Presence, at: number, mm: number | null): PresenceFact[] {
  const { visits, inward, outward } = presence
  if (mm === null) return wait(visits, at)
  const { stay } = visits
  const isHand = !stay?.told || !isNear(stay.standing.mm, mm)
  if (mm < (presence.zone?.nearMm ?? handMm) && isHand) {
    presence.handSince ??= at
    if (visits.stay) noteHand(visits.stay, at, presence.handSince)
    return wait(visits, at)
  }
  presence.handSince = null
  const came = follow(inward, at, mm)
  follow(outward, at, mm)
  const sinceMs = Math.min(longestJumpMs, at - presence.lastAt)
  const jumped = Math.abs(mm - presence.lastMm) > jumpMm + jumpMmPerMs * sinceMs
  presence.lastMm = mm
  presence.lastAt = at
  const facts = study(presence, at, mm)
  if (facts.length > 0) return facts
  if (!isInZone(presence, stay?.standing.mm ?? null, stay?.told ?? false, mm))
    return miss(visits, at, outward)
  return meet(visits, at, mm, { jumped, came, plateau: presence.plateau })
}

/** Learns from what stands at one distance. */
function study(presence: Presence, at: number, mm: number): PresenceFact[] {
  const { plateau, places, visits } = presence
  forgetBackground(places, mm)
  if (!plateau || !hold(plateau, at, mm)) {
    if (plateau) {
      learn(places, plateau)
      presence.suspect = suspectAfter(plateau, presence.suspect)
    }
    presence.plateau = beginPlateau(at, mm, presence.suspect)
    return nothing
  }
  const { still } = plateau
  const { stay } = visits
  if (stay && still.movedAt !== null && still.movedAt >= stay.since) stay.moved = true
  const isThing = still.thing || (stay?.told && isLeftBehind(plateau, stay.standing))
  if (!isThing || isBackground(places, plateau.mm, true)) return nothing
  learnBackground(places, plateau.mm, Math.sqrt(still.noise))
  if (!stay || !isNear(stay.standing.mm, plateau.mm)) return nothing
  return meetThing(visits, Math.max(plateau.since, still.since))
}

function learn(places: Places, { mm, since, until, still }: Plateau): void {
  const ms = until - since
  if (ms >= lessonMs && still.movedAt !== null && !still.thing) learnStanding(places, mm, ms)
}
