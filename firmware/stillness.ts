/** Means of one second are compared; a thing's differ by noise alone, a person's by more. */
const blockMs = 1000
/** A minute without a motion: a thing. */
const thingBlocks = 60
/** What has moved there before is somebody who stands very still, or was. */
const lastingBlocks = 180
/** Each time it is there again after somebody stood before it, less of the minute is needed. */
const returnBlocks = 15
const leastBlocks = 15
/** Rounding and slow drift of the sensor, mm: no mean is surer. */
const surestMm = 4
/** A mean less sure than this tells nobody from a chair. */
const vagueMm = 15
/** Means surer than this tell a chair from who stands very still. */
const sureMm = 9
/** So many standard deviations more than noise are a motion. */
const surely = 4

/** The noise is the mean of so many differences, and later of about the latest so many. */
const noiseMemory = 100

/** Who has not clearly moved for so long is a person if there is this much more than noise. */
const patienceMs = 9000
const restless = 2

/** Whether what stands at one distance sways like a person or is as still as a thing. */
export interface Stillness {
  /** The current second. */
  blockSince: number
  count: number
  sum: number
  /** Mean square of the differences between successive readings, halved: noise without sway. */
  noise: number
  differences: number
  lastMm: number
  /** The seconds since the last motion: how many, their weighted mean and spread. */
  since: number
  blocks: number
  vague: number
  weight: number
  mean: number
  spread: number
  /** How often it was there again after somebody had stood before it. */
  returns: number
  thing: boolean
  /** When it last moved as no thing does. */
  movedAt: number | null
}

export const newStillness = (at: number, mm: number): Stillness => ({
  blockSince: at,
  count: 0,
  sum: 0,
  noise: 0,
  differences: 0,
  lastMm: mm,
  since: at,
  blocks: 0,
  vague: 0,
  weight: 0,
  mean: 0,
  spread: 0,
  returns: 0,
  thing: false,
  movedAt: null,
})

export function weigh(still: Stillness, at: number, mm: number): void {
  const square = (mm - still.lastMm) ** 2 / 2
  still.lastMm = mm
  if (still.differences < noiseMemory) still.differences += 1
  still.noise += (square - still.noise) / still.differences
  if (at - still.blockSince >= blockMs) {
    if (still.count > 0) endBlock(still)
    still.blockSince = at
    still.count = 0
    still.sum = 0
  }
  still.count += 1
  still.sum += mm
}

/** Goes on weighing what was there before, if it is there again behind somebody. */
export function resume(still: Stillness, at: number, mm: number, wasHidden: boolean): void {
  still.blockSince = at
  still.count = 0
  still.sum = 0
  still.lastMm = mm
  if (wasHidden) still.returns += 1
}

function endBlock(still: Stillness): void {
  const variance = still.noise / still.count
  const weight = 1 / (variance + surestMm ** 2)
  const value = still.sum / still.count
  const before = still.mean
  still.blocks += 1
  still.weight += weight
  still.mean += ((value - before) * weight) / still.weight
  still.spread += weight * (value - before) * (value - still.mean)
  if (variance > vagueMm ** 2) still.vague += 1
  const freedom = still.blocks - 1
  const deviation = Math.sqrt(2 * freedom)
  if (freedom >= 2 && still.spread > freedom + surely * deviation) {
    still.movedAt = still.blockSince
    restart(still)
  } else if (still.blocks >= neededBlocks(still)) {
    still.thing = still.spread <= freedom + deviation && still.vague * 2 < still.blocks
    if (!still.thing) restart(still)
  }
}

function neededBlocks({ movedAt, returns }: Stillness): number {
  const blocks = movedAt === null ? thingBlocks : lastingBlocks
  return Math.max(leastBlocks, blocks - returnBlocks * returns)
}

function restart(still: Stillness): void {
  still.since = still.blockSince + blockMs
  still.blocks = 0
  still.vague = 0
  still.weight = 0
  still.mean = 0
  still.spread = 0
  still.returns = 0
  still.thing = false
}

/** Whether it may be a thing: it was looked at for some seconds, and has never moved. */
export const isCalm = ({ blocks, movedAt, spread }: Stillness): boolean =>
  movedAt === null && blocks >= 2 && spread <= 2 * blocks

/** Whether even a person who stands very still would have been noticed. */
export const isSure = ({ blocks, weight, spread }: Stillness): boolean =>
  spread <= 1.3 * blocks && weight * sureMm ** 2 >= blocks

/** Whether it has moved for so long by more than noise, if never clearly. */
export const isRestless = ({ blocks, spread }: Stillness, ms: number): boolean =>
  ms > patienceMs && blocks >= 2 && spread > restless * (blocks - 1)
