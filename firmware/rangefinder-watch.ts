import type { RangefinderHealth } from '../shared/events.ts'

/** A laser that has said nothing for this long is not there. */
const absentAfterMs = 2000
/** Nothing is seen, or nothing but what covers the laser, for so long: something is wrong. */
const blindAfterMs = 30_000
/** A background that had not been seen for so long may be gone: seeing nothing is right then. */
export const backgroundLastsMs = 15 * 60_000
/** Nearer than this is on the laser, not before it. */
const coveredMm = 240
/** The same reading for so long, and so many times as often as usual, is no measurement. */
const stuckAfterMs = 20_000
const unusual = 40
const usualAtFirst = 3
const learningRate = 0.05

/** What tells whether the readings can be trusted; it changes in place. */
export interface RangefinderWatch {
  /** When the laser last gave a reading; null before the first. */
  readingAt: number | null
  /** When it last saw something before it. */
  seenAt: number
  /** When it last saw the background; null before the first time. */
  backgroundAt: number | null
  coveredSince: number | null
  /** The run of one and the same reading. */
  mm: number
  sameSince: number
  same: number
  /** How many of the same there usually are in a row. */
  usual: number
}

/** `knowsBackground`: whether there was one before the restart. */
export const newWatch = (knowsBackground: boolean): RangefinderWatch => ({
  readingAt: null,
  seenAt: 0,
  backgroundAt: knowsBackground ? 0 : null,
  coveredSince: null,
  mm: -1,
  sameSince: 0,
  same: 0,
  usual: usualAtFirst,
})

export function watchReading(
  watch: RangefinderWatch,
  up: number,
  mm: number | null,
  isBackground: boolean,
): void {
  watch.readingAt = up
  if (mm === null) return
  if (mm < coveredMm) watch.coveredSince ??= up
  else {
    watch.coveredSince = null
    watch.seenAt = up
    if (isBackground) watch.backgroundAt = up
  }
  if (mm === watch.mm) {
    watch.same += 1
    return
  }
  if (watch.same > 0) {
    const run = Math.min(watch.same, unusual * watch.usual)
    watch.usual += learningRate * (run - watch.usual)
  }
  watch.mm = mm
  watch.sameSince = up
  watch.same = 1
}

export const isSilent = ({ readingAt }: RangefinderWatch, up: number): boolean =>
  readingAt === null || up - readingAt > absentAfterMs

export function healthOf(watch: RangefinderWatch, up: number): RangefinderHealth {
  if (isSilent(watch, up)) return 'absent'
  const { seenAt, backgroundAt, coveredSince, same, sameSince, usual } = watch
  if (coveredSince !== null && up - coveredSince > blindAfterMs) return 'blind'
  const missesBackground = backgroundAt !== null && seenAt - backgroundAt < backgroundLastsMs
  if (missesBackground && up - seenAt > blindAfterMs) return 'blind'
  return same > unusual * usual && up - sameSince > stuckAfterMs ? 'stuck' : 'ok'
}

/** The last moment at which the readings could be trusted, if now they cannot. */
export const trustedUntil = (watch: RangefinderWatch, health: RangefinderHealth): number =>
  health === 'stuck' ? watch.sameSince : watch.seenAt
