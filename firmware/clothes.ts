/** A shorter absence is not looked into, nor one of few times the usual time between readings, */
const absenceMs = 900
/** whether of who left or of who came: in the sun and in folds of dark cloth, gaps are usual. */
const unusual = 4
/** Who comes back is looked at for so long. */
const lookMs = 3000
/** So many readings tell how well somebody is seen. */
const enough = 20
/** Whose share of valid readings differs so much wears something else, */
const different = 0.3
/** if one of both is seen so well that the light is good. */
const clear = 0.9

/** Readings of somebody: dark cloth swallows the light of the laser, and many are not valid. */
interface Readings {
  valid: number
  all: number
}

/** How well somebody is seen, and who came back after an absence. */
export interface Clothes {
  seen: Readings
  /** Not known yet whether they are of them. */
  fresh: Readings
  comeback: { since: number; lastSeen: number; seen: Readings; gapSquares: number } | null
}

export const newClothes = (): Clothes => ({
  seen: { valid: 0, all: 0 },
  fresh: { valid: 0, all: 0 },
  comeback: null,
})

export function noteReadings({ fresh }: Clothes, valid: number, all: number): void {
  fresh.valid += valid
  fresh.all += all
}

/** The readings since the last time, `gapMs` ago, were of them, or of something else. */
export function learnClothes(
  { seen, fresh, comeback }: Clothes,
  areTheirs: boolean,
  gapMs: number,
): void {
  if (areTheirs) add(comeback?.seen ?? seen, fresh)
  if (comeback) comeback.gapSquares += gapMs * gapMs
  fresh.valid = 0
  fresh.all = 0
}

/** Somebody is back, and may be somebody else. */
export function beginLook(
  clothes: Clothes,
  since: number,
  lastSeen: number,
  intervalMs: number,
): void {
  const isAbsence = since - lastSeen > Math.max(absenceMs, unusual * intervalMs)
  if (isAbsence) clothes.comeback = { since, lastSeen, seen: { valid: 0, all: 0 }, gapSquares: 0 }
}

/** Who came back in other clothes, when that is known; null if nobody has. */
export function otherClothes(
  clothes: Clothes,
  at: number,
): { since: number; lastSeen: number } | null {
  const { seen, comeback } = clothes
  if (!comeback || at - comeback.since < lookMs) return null
  clothes.comeback = null
  const before = seen.valid / seen.all
  const after = comeback.seen.valid / comeback.seen.all
  const isKnown = seen.all >= enough && comeback.seen.all > 0
  add(seen, comeback.seen)
  const gapMs = comeback.gapSquares / (at - comeback.since)
  const isAbsence = comeback.since - comeback.lastSeen > unusual * gapMs
  const isOther = Math.abs(after - before) > different && Math.max(before, after) > clear
  return isKnown && isAbsence && isOther ? comeback : null
}

function add(readings: Readings, more: Readings): void {
  readings.valid += more.valid
  readings.all += more.all
}
