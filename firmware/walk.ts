/** Nobody at a counter walks faster, mm per ms; a greater change is a jump to something else. */
const fastest = 1.8
/** Nor so fast all the way: what is at one place and soon at another was not followed. */
const fastestWay = 1.5
/** Noise that no walk is made of. */
const slackMm = 60
/** Who gains no ground for so long stands. */
const pauseMs = 300
const leastGainMm = 30
/** What was not seen for so long was not followed. */
const blindMs = 1000
/** A way is so long, and seen step by step. */
const leastWayMm = 200
const leastSteps = 3

/** A way along the beam without a jump; times are when it began and when it last gained ground. */
export interface Way {
  fromMm: number
  toMm: number
  since: number
  until: number
  steps: number
}

/** Who walks outward while `sign` is 1, inward while it is -1. */
export interface Walk {
  sign: 1 | -1
  way: Way
  lastMm: number
  lastAt: number
}

export const newWalk = (sign: 1 | -1): Walk => ({
  sign,
  way: { fromMm: 0, toMm: 0, since: 0, until: 0, steps: 0 },
  lastMm: 0,
  lastAt: 0,
})

/** Follows the walk with the next reading; gives the way that ends with it. */
export function follow(walk: Walk, at: number, mm: number): Way | null {
  const { sign, way, lastMm, lastAt } = walk
  const step = Math.min(pauseMs, at - lastAt)
  const jumped = at - lastAt > blindMs || Math.abs(mm - lastMm) > fastest * step + slackMm
  const back = sign * (mm - way.toMm) < -slackMm
  let ended: Way | null = null
  if (jumped || back || at - way.until > pauseMs) {
    if (walkedMm(walk) >= leastWayMm) ended = { ...way }
    if (jumped || back) begin(way, at, mm)
    else begin(way, lastAt, lastMm)
  }
  if (sign * (mm - way.toMm) >= leastGainMm) {
    way.toMm = mm
    way.until = at
    way.steps += 1
  }
  walk.lastMm = mm
  walk.lastAt = at
  return ended
}

/** How far somebody has walked so far; what was not followed on the way is no walk. */
export function walkedMm({ sign, way }: Walk): number {
  const length = sign * (way.toMm - way.fromMm)
  const isWalk = way.steps >= leastSteps && length <= fastestWay * (way.until - way.since)
  return isWalk ? length : 0
}

function begin(way: Way, at: number, mm: number): void {
  way.fromMm = mm
  way.toMm = mm
  way.since = at
  way.until = at
  way.steps = 0
}
