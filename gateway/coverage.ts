import type { Span } from './calendar.ts'
import { quarterMs } from './counting/quarter.ts'
import { addTo, type Tally } from './counting/tally.ts'
import type { Counts } from './counts.ts'
import { openingHours } from './opening-hours.ts'
import type { TimelineCache } from './timeline-cache.ts'
import { overlap, type Phase, phaseAt } from './timelines.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** Times in ms. */
interface DeviceCoverage {
  device: string
  openMs: number
  /** Of it, time in which the device was known to be alive, and in which it could see. */
  aliveMs: number
  watchedMs: number
}

/** Of a quarter-hour that is watched less than this a figure by hand is believed instead. */
const enoughWatched = 0.5

/** How much of the opening time is known. */
export interface Coverage {
  /** Whether most of a quarter-hour's open time was watched. */
  isWatched(point: MountedAt, quarter: number, watchedMs: number): boolean
  /** Opening time that is past, since the touchpoint was first heard of; of each device its own. */
  openMsIn(point: MountedAt, span: Span, heard: Span | null): number
  /** The same of each device, and how much of it is known. */
  coverage(point: MountedAt, span: Span): DeviceCoverage[]
}

export function openCoverage(parts: {
  timelines: TimelineCache
  counts: Counts
  now(): number
}): Coverage {
  const { timelines, counts, now } = parts
  const hours = new WeakMap<MountedAt, ReturnType<typeof openingHours>>()

  /** Kept, for they remember the day that was asked for last. */
  function hoursOf(at: MountedAt) {
    const found = hours.get(at) ?? openingHours(at.touchpoint.opening, at.site.timeZone)
    hours.set(at, found)
    return found
  }

  /** `countIn` tells how many devices matter in a phase. */
  function openMsOf(
    point: MountedAt,
    span: Span,
    heard: Span | null,
    countIn: (phase: Phase) => number,
  ): number {
    const from = Math.max(span.from, heard?.from ?? span.to)
    const past = { from, to: Math.max(from, Math.min(span.to, now())) }
    return timelines.of(pointId(point)).phases.reduce((sum, phase) => {
      const part = overlap(phase, past)
      return part ? sum + countIn(phase) * hoursOf(phase.at).openMs(part.from, part.to) : sum
    }, 0)
  }

  return {
    openMsIn: (point, span, heard) => openMsOf(point, span, heard, ({ devices }) => devices.length),
    isWatched(point, quarter, watchedMs) {
      const from = quarter * quarterMs
      const phase = phaseAt(timelines.of(pointId(point)), from)
      const seen = phase.devices.filter(({ seen }) => seen).length
      const open = hoursOf(phase.at).openMs(from, from + quarterMs) * seen
      return watchedMs >= open * enoughWatched
    },
    coverage(point, span) {
      const mounted = Map.groupBy(counts.mountings(point, span), ({ device }) => device)
      const heard = counts.heard(point)
      return [...mounted].map(([device, parts]) => {
        const sum: Tally = {}
        for (const part of parts) addTo(sum, counts.tallyOf(device.id, part))
        const { alive = 0, watched = 0 } = sum
        const openMs = openMsOf(
          point,
          span,
          heard,
          ({ devices }) => devices.filter(({ seen }) => seen === device).length,
        )
        return { device: device.device, openMs, aliveMs: alive, watchedMs: watched }
      })
    },
  }
}
