import { newPlaces, type Places } from '../../firmware/places.ts'
import { newPresence, sense } from '../../firmware/presence.ts'
import { heartbeat, newRemote, observe } from '../../firmware/remote.ts'
import type { PresenceFact } from '../../firmware/visits.ts'
import { seededRandom } from '../../simulator/random.ts'

/** What a mark shows for half a second, in mm: from where to where, and how much it sways. */
interface Shown {
  from: number
  to: number
  sway: number
  /** Share of the readings that are not valid, if not that of the whole picture. */
  missing?: number
}

const marks: Record<string, Shown | null> = {
  '#': { from: 650, to: 650, sway: 30 },
  // The same place, but as still as a chair.
  p: { from: 650, to: 650, sway: 0 },
  // The same place, but in dark clothes.
  d: { from: 650, to: 650, sway: 30, missing: 0.5 },
  // A companion, nearer than the customer.
  c: { from: 480, to: 480, sway: 30 },
  // The head of the queue, and the way between it and the counter.
  q: { from: 1350, to: 1350, sway: 20 },
  // A customer who has stepped back.
  f: { from: 1000, to: 1000, sway: 30 },
  // The same, half a step, and standing as still as a chair.
  m: { from: 910, to: 910, sway: 0 },
  // Somebody steps in from beside the counter.
  s: { from: 950, to: 650, sway: 0 },
  // The same, and only the end of that step is seen.
  e: { from: 890, to: 650, sway: 0 },
  // Somebody comes nearer by a short step.
  t: { from: 790, to: 650, sway: 0 },
  // Somebody behind the customers walks away.
  o: { from: 1900, to: 2450, sway: 0 },
  '<': { from: 1350, to: 650, sway: 0 },
  '>': { from: 650, to: 1350, sway: 0 },
  // A browser farther back; a customer of a counter from which one keeps one's distance.
  b: { from: 1900, to: 1900, sway: 30 },
  F: { from: 1400, to: 1400, sway: 30 },
  // Who stands close to the counter, and who leans over it.
  n: { from: 300, to: 300, sway: 20 },
  l: { from: 190, to: 190, sway: 15 },
  // A hand on the sensor, a chair before it, the wall, nothing at all.
  h: { from: 120, to: 120, sway: 20 },
  C: { from: 1000, to: 1000, sway: 0 },
  '.': { from: 2600, to: 2600, sway: 0 },
  '?': null,
}

const markMs = 500

export interface PictureReading {
  up: number
  mm: number | null
}

/**
 * The readings of a picture; `missing` is the share that is not valid where somebody stands,
 * `noise` how far those err that are.
 */
export function* readingsOf(
  picture: string,
  { hz = 20, missing = 0, noise = 10, seed = 1 } = {},
): Generator<PictureReading> {
  const random = seededRandom(seed)
  for (let n = 0; (n * 1000) / hz < picture.length * markMs; n += 1) {
    const up = Math.round((n * 1000) / hz)
    const shown = marks[picture[Math.floor(up / markMs)] ?? '.'] ?? null
    if (shown === null || (shown.sway > 0 && random.chance(shown.missing ?? missing))) {
      yield { up, mm: null }
      continue
    }
    const way = shown.from + ((shown.to - shown.from) * (up % markMs)) / markMs
    // Two slow waves that never meet again: nobody stands still.
    const sway = shown.sway * (Math.sin(up / 900) + Math.sin(up / 2300))
    yield {
      up,
      mm: Math.max(
        50,
        Math.round((way + sway + random.normal(0, shown.sway > 0 ? noise : 10)) / 10) * 10,
      ),
    }
  }
}

/** Places in which a day of customers at 650 mm was seen, before a wall at 2600 mm. */
export const knownPlaces = (): Places => ({
  ...newPlaces(),
  standingMm: 650,
  farMm: 1100,
  backgroundMm: 2600,
  marginMm: 100,
})

/** What is told of a picture, with the moments in seconds. */
export function toldOf(
  picture: string,
  {
    places = knownPlaces(),
    ...how
  }: { places?: Places; hz?: number; missing?: number; noise?: number; seed?: number } = {},
): PresenceFact[] {
  const presence = newPresence(places, null)
  return [...readingsOf(picture, how)].flatMap(({ up, mm }) => sense(presence, up, mm))
}

/** How many customers a picture shows. */
export const visitsIn = (picture: string, how: Parameters<typeof toldOf>[1] = {}): number =>
  toldOf(picture, how).filter(({ kind }) => kind === 'arrived').length

/** A remote that has seen a picture, and its last heartbeat. */
export function remoteAfter(readings: Iterable<PictureReading>, places = knownPlaces()) {
  const remote = newRemote(5, { places })
  const told = []
  let last = 0
  for (const { up, mm } of readings) {
    told.push(...observe(remote, { kind: 'sample', up, mm }))
    last = up
  }
  return { remote, told, beat: heartbeat(remote, last, 0) }
}

/** So many marks of half a second. */
export const seconds = (mark: string, n: number) => mark.repeat(2 * n)
export const customer = seconds('#', 20)
export const nobody = seconds('.', 6)

export type Seen = (up: number, mm: number | null) => number | null

/** When customers arrive in a picture that is looked at ten times a second and seen otherwise. */
export function arrivalsSeen(picture: string, seen: Seen): number[] {
  const presence = newPresence(knownPlaces(), null)
  return [...readingsOf(picture, { hz: 10 })]
    .flatMap(({ up, mm }) => sense(presence, up, seen(up, mm)))
    .filter(({ kind }) => kind === 'arrived')
    .map(({ up }) => up)
}
