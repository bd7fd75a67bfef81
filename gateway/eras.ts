import type { Span } from './calendar.ts'
import type { Site } from './sites.ts'

/** The settings as somebody entered them; they are never changed, only followed by others. */
export interface Version {
  /** Counts from 1. */
  version: number
  /** From when on it holds, epoch ms; on a quarter-hour. */
  since: number
  enteredAt: number
  enteredBy: string
  sites: Site[]
}

/** A time in which one version holds: the newest entered of those whose `since` is not after it. */
export interface Era extends Span {
  version: number
  sites: Site[]
}

export const endOfTime = Number.MAX_SAFE_INTEGER

/** All time, oldest first; what was before the first version is version 0, in which nothing is set. */
export function erasOf(versions: Version[]): Era[] {
  const nothing = { version: 0, since: 0, sites: [] }
  const eras: Era[] = []
  let to = endOfTime
  for (const { version, since, sites } of [nothing, ...versions].toReversed()) {
    // Whoever enters a version that holds earlier means that it takes the place of later ones.
    if (since >= to) continue
    eras.unshift({ from: since, to, version, sites })
    to = since
  }
  return eras
}
