/** Where somebody is at a moment: `x` mm beside the middle of the counter, `y` mm before it. */
export interface Waypoint {
  t: number
  x: number
  /** Distance of the side that faces the counter. */
  y: number
}

export interface Span {
  from: number
  to: number
}

/** Anything that a beam can hit, for as long as its path goes: an ellipse, seen from above. */
export interface Body {
  halfWidthMm: number
  halfDepthMm: number
  /** Share of the laser's light that comes back. */
  reflectance: number
  /** How much folds and movement change the echo from one reading to the next (log scale). */
  folds: number
  /** How far a standing body sways. */
  swayMm: number
  /** In the order of `t`; between two waypoints it walks, or stands. */
  path: Waypoint[]
  /** When it is bent below the beam. */
  hidden: Span[]
}

/** Speeding up and slowing down takes this long. */
const paceMs = 400

/** Share of a walk of `whole` ms that is done after `past` ms. */
export function walked(past: number, whole: number): number {
  const ramp = Math.min(paceMs, whole / 2)
  const speed = 1 / (whole - ramp)
  if (past < ramp) return (speed * past * past) / (2 * ramp)
  const left = whole - past
  return left < ramp ? 1 - (speed * left * left) / (2 * ramp) : speed * (past - ramp / 2)
}

/** Goes on from the end of a path; mm per second. */
export function walkTo(path: Waypoint[], to: { x: number; y: number }, speed: number): number {
  const last = path.at(-1)
  if (!last) throw new Error('expected a path that has begun')
  const distance = Math.hypot(to.x - last.x, to.y - last.y)
  const t = last.t + (1000 * distance) / speed + paceMs
  path.push({ t, x: to.x, y: to.y })
  return t
}

/** Stands at the end of a path until `t`. */
export function waitUntil(path: Waypoint[], t: number): void {
  const last = path.at(-1)
  if (last && t > last.t) path.push({ ...last, t })
}
