import { beginLook, type Clothes, learnClothes, newClothes } from './clothes.ts'
import {
  type Comeback,
  doubtComeback,
  followComeback,
  isBelieved,
  newComeback,
} from './comeback.ts'
import { newStanding, type Standing } from './standing.ts'

/** Shorter stays are passers-by. */
const minStayMs = 4000
/** Who passes by again and again is not there for so great a share of the time. */
const leastShare = 0.6
/** The usual time between two readings is learnt by time: the sun lets a few through together. */
const intervalMemoryMs = 8000
const longestIntervalMs = 5000
/** A shorter absence is none. */
const blinkMs = 400
/** Nobody who is out of the beam for a moment comes back so far away. */
const elsewhereMm = 450
/** How fast the usual error of a reading is learnt. */
const noiseRate = 0.03
/** A hand for longer than this is no customer's. */
const longestHandMs = 5000

/** Somebody in the zone. */
export interface Stay {
  /** Whether the arrival was told; until then it may be a passer-by. */
  told: boolean
  since: number
  lastSeen: number
  nearestMm: number
  standing: Standing
  /** Ticks: in the zone; elsewhere or jumping; elsewhere since last seen. */
  seen: number
  missed: number
  away: number
  awaySince: number
  comeback: Comeback | null
  clothes: Clothes
  /** The usual time between two readings. */
  intervalMs: number
  /** Whether it moved as no thing does. */
  moved: boolean
  lastMm: number
  /** How far apart two readings usually are. */
  noiseMm: number
}

/** Somebody who has just come into the same light. */
export const newStay = (
  at: number,
  mm: number,
  { intervalMs }: { intervalMs: number },
  moved = false,
): Stay => ({
  told: false,
  since: at,
  lastSeen: at,
  nearestMm: Math.round(mm),
  standing: newStanding(at, mm),
  seen: 1,
  missed: 0,
  away: 0,
  awaySince: at,
  comeback: null,
  clothes: newClothes(),
  intervalMs,
  moved,
  lastMm: mm,
  noiseMm: 0,
})

/** Somebody else, who has stood there unnoticed since. */
export const standsIn = (stay: Stay, since: number, mm: number): Stay => ({
  ...newStay(since, mm, stay, true),
  standing: stay.standing,
  noiseMm: stay.noiseMm,
})

/** Whether who was seen last was a passer-by, and this is somebody else. */
export const isElsewhere = ({ told, lastSeen, standing }: Stay, at: number, mm: number): boolean =>
  !told && at - lastSeen > blinkMs && Math.abs(mm - standing.mm) > elsewhereMm

/** Counts a reading in the zone; whether they are there, or must be seen longer to be back. */
export function isBack(stay: Stay, at: number, mm: number): boolean {
  if (!stay.told || at - stay.lastSeen <= blinkMs) return true
  stay.comeback ??= newComeback(at, mm)
  followComeback(stay.comeback, at, mm)
  return isBelieved(stay.comeback, at)
}

/** Learns how much their readings err: no way is made of that. */
export function noteNoise(stay: Stay, mm: number): void {
  stay.noiseMm += noiseRate * (Math.abs(mm - stay.lastMm) - stay.noiseMm)
  stay.lastMm = mm
}

export function noteSeen(stay: Stay, at: number, mm: number, jumped: boolean): void {
  if (!jumped) stay.nearestMm = Math.min(stay.nearestMm, Math.round(mm))
  const { comeback, lastSeen, clothes } = stay
  const areTheirs = stay.away === 0 && at - lastSeen <= Math.max(400, 3 * stay.intervalMs)
  learnClothes(clothes, areTheirs, at - lastSeen)
  if (comeback) beginLook(clothes, comeback.since, lastSeen, stay.intervalMs)
  if (stay.away === 0) {
    const ms = Math.min(longestIntervalMs, at - lastSeen)
    stay.intervalMs += (ms / intervalMemoryMs) * (ms - stay.intervalMs)
  }
  stay.lastSeen = at
  stay.away = 0
  stay.comeback = null
}

export function noteAway(stay: Stay, at: number): void {
  if (stay.away === 0) stay.awaySince = at
  learnClothes(stay.clothes, false, 0)
  stay.missed += 1
  stay.away += 1
  if (stay.comeback && !doubtComeback(stay.comeback)) stay.comeback = null
}

/** A hand before the laser says nothing about who stands behind it. */
export function noteHand(stay: Stay, at: number, handSince: number): void {
  if (!stay.told) stay.missed += 1
  if (at - stay.lastSeen < blinkMs && at - handSince < longestHandMs) stay.lastSeen = at
}

/** Whether they were there for long enough, and for most of the time, up to a moment. */
export const isVisit = (stay: Stay, until: number): boolean =>
  until - stay.since >= minStayMs && stay.seen >= leastShare * (stay.seen + stay.missed - stay.away)

/** Whether it turns out to be nobody who stands there, but passers-by or a waving hand. */
export const isPassing = ({ told, seen, missed, away }: Stay): boolean =>
  !told && missed > 10 && (missed > 2 * seen || missed - away > seen)
