/** Readings are judged in steps of this length, however many a second there are. */
const tickMs = 100

/** More readings than this in one tick tell nothing new. */
const mostReadings = 16

/** The readings of a tenth of a second. */
export interface Tick {
  startedAt: number
  /** The valid ones in ascending order; null readings are only counted by their absence. */
  valid: number[]
  began: boolean
}

export const newTick = (): Tick => ({ startedAt: 0, valid: [], began: false })

/** Whether a reading at this moment belongs to the next tick. */
export const isOver = (tick: Tick, up: number): boolean =>
  tick.began && up - tick.startedAt >= tickMs

/** Readings farther apart are of two things, and their mean is of none. */
const oneThingMm = 100

/** The median of the tick, or null when no reading in it was valid. */
export function middleOf({ valid }: Tick): number | null {
  const middle = valid.length >> 1
  const upper = valid[middle]
  const lower = valid[middle - 1]
  if (upper === undefined) return null
  if (valid.length % 2 === 1 || lower === undefined) return upper
  return upper - lower > oneThingMm ? lower : (lower + upper) / 2
}

/** Begins the next tick, on a grid of tenths of a second. */
export function beginTick(tick: Tick, up: number): void {
  tick.startedAt = up - (up % tickMs)
  tick.valid.length = 0
  tick.began = true
}

export function addReading({ valid }: Tick, mm: number): void {
  if (valid.length >= mostReadings) return
  let place = valid.length
  for (; place > 0; place -= 1) {
    const below = valid[place - 1] ?? 0
    if (below <= mm) break
    valid[place] = below
  }
  valid[place] = mm
}
