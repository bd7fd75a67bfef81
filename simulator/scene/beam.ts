import type { Counter } from './counter.ts'
import type { Mover } from './mover.ts'

/** What comes back of the beam. */
export interface Echo {
  /** Distance in mm; null when nothing comes back. */
  mm: number | null
  /** Reflectance over the square of the distance in m, summed over all that the beam meets. */
  power: number
  /** How unsteady the echo is (log scale). */
  folds: number
}

interface Part {
  mm: number
  /** Share of the beam that the body covers, and where its middle lies, -1 to 1. */
  low: number
  high: number
  reflectance: number
  folds: number
}

/** From this share of the power on, one part of the beam is all that the sensor sees. */
const dominant = 0.85

/**
 * What the beam of the counter's sensor meets: a narrow cone, so nearer bodies hide farther ones,
 * and at an edge a part of the light goes on and the sensor sees a distance in between.
 */
export function echoOf(counter: Counter, halfAngle: number, movers: Mover[]): Echo {
  const parts: Part[] = []
  for (const mover of movers) {
    const part = mover.visible ? partOf(counter, halfAngle, mover) : null
    if (part) parts.push(part)
  }
  if (parts.length > 1) parts.sort((one, other) => one.mm - other.mm)
  const { wall } = counter
  if (wall) parts.push({ ...wall, low: -1, high: 1, folds: 0.05 })
  let [freeLow, freeHigh] = [-1, 1]
  let power = 0
  let weighted = 0
  let strongest = 0
  const echo: Echo = { mm: null, power: 0, folds: 0 }
  for (const { mm, low, high, reflectance, folds } of parts) {
    const from = Math.max(low, freeLow)
    const to = Math.min(high, freeHigh)
    if (to <= from) continue
    const own = ((to - from) * reflectance * 500_000) / (mm * mm)
    power += own
    weighted += own * mm
    if (own > strongest) {
      strongest = own
      echo.mm = mm
      echo.folds = folds
    }
    // What remains free is taken as one piece, the larger one.
    if (from - freeLow > freeHigh - to) freeHigh = from
    else freeLow = to
    if (freeHigh <= freeLow) break
  }
  echo.power = power
  if (strongest < dominant * power) echo.mm = weighted / power
  return echo
}

function partOf(counter: Counter, halfAngle: number, { x, y, body }: Mover): Part | null {
  const middle = y + body.halfDepthMm
  const radius = y * halfAngle + 3
  const beam = counter.beamX + counter.beamSlope * middle
  const low = Math.max(-1, (x - body.halfWidthMm - beam) / radius)
  const high = Math.min(1, (x + body.halfWidthMm - beam) / radius)
  if (high <= low) return null
  const side = Math.min(1, Math.abs(beam + (radius * (low + high)) / 2 - x) / body.halfWidthMm)
  // The farther out, the farther away is the surface, and the more it throws the light aside.
  const facing = Math.sqrt(1 - side * side)
  const mm = middle - body.halfDepthMm * facing
  const reflectance = body.reflectance * Math.max(0.05, facing)
  return { mm, low, high, reflectance, folds: body.folds }
}
