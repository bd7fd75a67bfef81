import { newStanding, type Standing } from './standing.ts'

/** Shorter stays are passers-by. */
const minStayMs = 4000
/** Who passes by again and again is not there for so great a share of the time. */
const leastShare = 0.6
/** Shorter absences (a bag on the floor, a step aside) belong to the visit. */
const maxGapMs = 3300
/** Without a reading of anything behind them, sparse readings make a longer gap likely. */
const longestGapMs = 20_000
const likelyReadings = 10
/** So many readings of something else prove that nobody is there. */
const provingReadings = 3
/** Readings farther apart than this come from something that is hard to see. */
const sparseMs = 200
/** Who was away for longer than a blink is believed to be back after this. */
const blinkMs = 400
const believeMs = 700
/** Who walks in is at first this much farther away, and then this much, than when they stand. */
const walkInMm = 60
const stepMm = 40
const longestStepMs = 250
/** By then they stand. */
const arrivedMs = 450
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
  /** Since when they seem to be back, and ticks for and against it. */
  backSince: number | null
  backSeen: number
  backMissed: number
  /** The nearest readings of their first moments back, how many, and where they stand then. */
  firstMm: number
  secondMm: number
  standMm: number
  standSeen: number
  /** The usual time between two readings. */
  intervalMs: number
  /** Whether it moved as no thing does. */
  moved: boolean
  lastMm: number
  /** How far apart two readings usually are. */
  noiseMm: number
}

export const newStay = (at: number, mm: number, moved = false): Stay => ({
  told: false,
  since: at,
  lastSeen: at,
  nearestMm: Math.round(mm),
  standing: newStanding(at, mm),
  seen: 1,
  missed: 0,
  away: 0,
  backSince: null,
  backSeen: 0,
  backMissed: 0,
  firstMm: mm,
  secondMm: 0,
  standMm: mm,
  standSeen: 0,
  intervalMs: 100,
  moved,
  lastMm: mm,
  noiseMm: 0,
})

/** Counts a reading in the zone; whether they are there, or must be seen longer to be back. */
export function isBack(stay: Stay, at: number, mm: number): boolean {
  if (!stay.told || at - stay.lastSeen <= blinkMs) return true
  if (stay.backSince === null) {
    stay.backSince = at
    stay.backSeen = 0
    stay.backMissed = 0
    stay.firstMm = mm
    stay.secondMm = 0
    stay.standSeen = 0
  }
  stay.backSeen += 1
  const backMs = at - stay.backSince
  if (stay.backSeen === 2 && backMs <= longestStepMs) stay.secondMm = mm
  else if (backMs > arrivedMs) {
    stay.standSeen += 1
    stay.standMm += (mm - stay.standMm) / stay.standSeen
  }
  return at - stay.backSince >= believeMs
}

/** Whether it is somebody else: they walked in, where who was only out of the beam is back at once. */
export const isNext = ({ away, firstMm, secondMm, standMm, standSeen }: Stay): boolean =>
  away >= 2 && standSeen > 0 && secondMm - standMm > walkInMm && firstMm - secondMm > stepMm

/** Learns how much their readings err: no way is made of that. */
export function noteNoise(stay: Stay, mm: number): void {
  stay.noiseMm += noiseRate * (Math.abs(mm - stay.lastMm) - stay.noiseMm)
  stay.lastMm = mm
}

export function noteSeen(stay: Stay, at: number, mm: number, jumped: boolean): void {
  if (!jumped) stay.nearestMm = Math.min(stay.nearestMm, Math.round(mm))
  if (stay.away === 0) {
    stay.intervalMs += 0.1 * (Math.min(5000, at - stay.lastSeen) - stay.intervalMs)
  }
  stay.lastSeen = at
  stay.away = 0
  stay.backSince = null
}

export function noteAway(stay: Stay): void {
  stay.missed += 1
  stay.away += 1
  if (stay.backSince === null) return
  stay.backMissed += 1
  if (stay.backMissed > leastShare * stay.backSeen) stay.backSince = null
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

export function isGone(stay: Stay, at: number): boolean {
  const { backSince, intervalMs, away } = stay
  if (backSince !== null && at - backSince < Math.max(2000, 5 * intervalMs)) return false
  const likelyMs = Math.min(longestGapMs, Math.max(maxGapMs, likelyReadings * intervalMs))
  return at - stay.lastSeen > (away >= provingReadings ? maxGapMs : likelyMs)
}

/**
 * Whether what is seen no more was alive or has gone: things do neither, but in the sun or far
 * away they are not always seen.
 */
export const isKnownToGo = ({ told, moved, away, intervalMs }: Stay): boolean =>
  told || moved || away >= provingReadings || intervalMs < sparseMs
