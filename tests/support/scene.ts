import type { Body, Waypoint } from '../../simulator/scene/body.ts'
import type { Counter } from '../../simulator/scene/counter.ts'
import type { Scene } from '../../simulator/scene/scene.ts'
import { watch } from '../../simulator/scene/watch.ts'

/** A counter without quirks: customers at 0.6 m, a wall at 3 m, ten readings a second. */
export const plainCounter: Counter = {
  standMm: 600,
  wall: { mm: 3000, reflectance: 0.5 },
  beamX: 0,
  beamSlope: 0,
  spacingMm: 700,
  discretionMm: 800,
  lineSlantMm: 0,
  straightShare: 0.5,
  rangefinder: 'TFmini-S',
  hz: 10,
  biasMm: 0,
  noise: 1,
  strays: 0,
}

/** Somebody of ordinary build, on this way. */
export const aBody = (path: Waypoint[], odd: Partial<Body> = {}): Body => ({
  halfWidthMm: 220,
  halfDepthMm: 130,
  reflectance: 0.3,
  folds: 0.1,
  swayMm: 0,
  path,
  hidden: [],
  ...odd,
})

/** Waypoints from `[seconds, x, y]`. */
export const way = (...points: [s: number, x: number, y: number][]): Waypoint[] =>
  points.map(([s, x, y]) => ({ t: 1000 * s, x, y }))

export const aScene = (seconds: number, bodies: Body[], odd: Partial<Scene> = {}): Scene => ({
  counter: plainCounter,
  durationMs: 1000 * seconds,
  bodies,
  sun: [],
  presses: [],
  bounceMs: 8,
  truth: { served: 0, answers: {}, presses: 0, visits: [] },
  seed: 1,
  ...odd,
})

/**
 * What the laser saw, a mark each fifth of a second: `#` at the customers' place, `^` nearer,
 * `-` behind it, `.` the wall, `?` nothing.
 */
export function picture(scene: Scene): string {
  let marks = ''
  for (const signal of watch(scene)) {
    if ('mm' in signal && signal.t % 200 === 0) marks += markOf(signal.mm, scene.counter)
  }
  return marks
}

function markOf(mm: number | null, { standMm, wall }: Counter): string {
  if (mm === null) return '?'
  if (mm < standMm - 200) return '^'
  if (mm < standMm + 200) return '#'
  return mm < (wall?.mm ?? Number.POSITIVE_INFINITY) - 200 ? '-' : '.'
}
