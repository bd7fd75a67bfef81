/** Readings are judged in steps of this length, however many a second there are. */
const tickMs = 100

/** More readings than this in one tick tell nothing new. */
const mostReadings = 16

/** The readings of a tenth of a second. */
export interface Tick {
  startedAt: number
  /** The first `count` are its valid readings, in ascending order. */
  valid: number[]
  count: number
  /** How many readings there were, valid or not. */
  all: number
  began: boolean
}

export const newTick = (): Tick => ({
  startedAt: 0,
  valid: Array.from({ length: mostReadings }, () => 0),
  count: 0,
  all: 0,
  began: false,
})

/** Whether a reading at this moment belongs to the next tick. */
export const isOver = (tick: Tick, up: number): boolean =>
  tick.began && up - tick.startedAt >= tickMs

/** Readings farther apart are of two things, and their mean is of none. */
const oneThingMm = 100

/** The median of the tick, or null when no reading in it was valid. */
export function middleOf({ valid, count }: Tick): number | null {
  if (count === 0) return null
  const upper = valid[count >> 1] ?? 0
  if (count % 2 === 1) return upper
  const lower = valid[(count >> 1) - 1] ?? 0
  return upper - lower > oneThingMm ? lower : (lower + upper) / 2
}

/** Begins the next tick, on a grid of tenths of a second. */
export function beginTick(tick: Tick, up: number): void {
  tick.startedAt = up - (up % tickMs)
  tick.count = 0
  tick.all = 0
  tick.began = true
}

export function addReading(tick: Tick, mm: number | null): void {
  const { valid, count } = tick
  if (tick.all >= mostReadings) return
  tick.all += 1
  if (mm === null) return
  let place = count
  for (; place > 0; place -= 1) {
    const below = valid[place - 1] ?? 0
    if (below <= mm) break
    valid[place] = below
  }
  valid[place] = mm
  tick.count += 1
}
