import { robustSlope } from './statistics/robust-slope.ts'

/** When a battery will be empty, epoch ms: most likely, and 95 % surely not before and not after. */
export interface BatteryForecast {
  emptyAt: number
  notBefore: number
  notAfter: number
}

/** A rise of so much is another battery, or a charger. */
const changed = 0.1

/** Null while it does not surely fall. The levels are in order of time, 0 to 1. */
export function forecastBattery(levels: { at: number; level: number }[]): BatteryForecast | null {
  const last = levels.at(-1)
  const rises = levels.map(({ level }, index) => level - (levels[index - 1]?.level ?? level))
  const ofThisBattery = levels.slice(
    Math.max(
      0,
      rises.findLastIndex(rise => rise > changed),
    ),
  )
  const slope = robustSlope(ofThisBattery.map(({ at, level }) => ({ x: at, y: level })))
  if (!last || !slope || slope.high >= 0) return null
  const emptyBy = (perMs: number) => Math.round(last.at + last.level / -perMs)
  return {
    emptyAt: emptyBy(slope.value),
    notBefore: emptyBy(slope.low),
    notAfter: emptyBy(slope.high),
  }
}
