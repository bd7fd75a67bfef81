import { noteReadings } from './clothes.ts'
import { type Glances, glance, newGlances } from './glance.ts'
import { meet, meetThing, miss, wait } from './meeting.ts'
import { type Motion, move, newMotion } from './motion.ts'
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
import { addReading, beginTick, isOver, newTick, type Tick } from './tick.ts'
import { leave, newVisits, nothing, type PresenceFact, type Visits } from './visits.ts'
import { isInZone, isNear, type Zone } from './zone.ts'

/** Nearer readings are hands and cloths. */
const handMm = 240
/** A shorter stay at one distance teaches nothing. */
const lessonMs = 8000

/** Who stands there, and what is known of the place. It changes in place: a reading costs nothing. */
export interface Presence {
  visits: Visits
  zone: Zone | null
  places: Places
  tick: Tick
  glances: Glances
  motion: Motion
  plateau: Plateau | null
  suspect: Suspect | null
  handSince: number | null
}

export const newPresence = (places: Places, zone: Zone | null): Presence => ({
  visits: newVisits(),
  zone,
  places,
  tick: newTick(),
  glances: newGlances(),
  motion: newMotion(),
  plateau: null,
  suspect: null,
  handSince: null,
})

/** Takes a reading; tells when a customer arrived and left, each with when it happened. */
export function sense(presence: Presence, up: number, mm: number | null): PresenceFact[] {
  const { tick } = presence
  const over = isOver(tick, up)
  const facts = over ? look(presence) : nothing
  if (over || !tick.began) beginTick(tick, up)
  addReading(tick, mm)
  return facts
}

/** Time passes without a reading. */
export const rest = ({ visits }: Presence, up: number): PresenceFact[] => wait(visits, up)

/** Nothing is known any more since some moment: whoever was there was seen then at the latest. */
export function giveUp(presence: Presence, since: number): PresenceFact[] {
  const { visits } = presence
  presence.plateau = null
  presence.tick = newTick()
  presence.glances = newGlances()
  if (!visits.stay) return nothing
  const up = Math.max(visits.stay.since, Math.min(since, visits.stay.lastSeen))
  return leave(visits, visits.stay, up)
}

function look(presence: Presence): PresenceFact[] {
  const { visits, motion } = presence
  const { stay } = visits
  const seen = glance(presence.glances, presence.tick)
  if (!seen) return nothing
  const { at, mm, steadyMm } = seen
  if (stay) noteReadings(stay.clothes, seen.valid, seen.all)
  if (mm === null || steadyMm === null) return wait(visits, at)
  const isHand = !stay?.told || !isNear(stay.standing.mm, steadyMm)
  if (steadyMm < (presence.zone?.nearMm ?? handMm) && isHand) {
    presence.handSince ??= at
    if (stay) noteHand(stay, at, presence.handSince)
    return wait(visits, at)
  }
  presence.handSince = null
  if (isBackground(presence.places, steadyMm, false)) visits.backgroundAt = at
  const { jumped, came } = move(motion, at, steadyMm)
  const facts = study(presence, at, mm)
  if (facts.length > 0) return facts
  if (!isInZone(presence, stay?.standing.mm ?? null, stay?.told ?? false, steadyMm))
    return miss(visits, at, motion.outward)
  const { plateau } = presence
  return meet(visits, at, steadyMm, { glanceMm: mm, jumped, came, plateau })
}

/** Learns from what stands at one distance; its noise is that of the single glances. */
function study(presence: Presence, at: number, mm: number): PresenceFact[] {
  const { plateau, places, visits } = presence
  forgetBackground(places, mm)
  if (!plateau || !hold(plateau, at, mm)) {
    if (plateau) {
      learn(places, plateau)
      presence.suspect = suspectAfter(plateau, presence.suspect)
    }
    presence.plateau = beginPlateau(at, mm, plateau, presence.suspect)
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
