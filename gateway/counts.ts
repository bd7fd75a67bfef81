import type { Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { addTo, type Tally } from './counting/tally.ts'
import type { Tallies } from './database/tallies.ts'
import type { Untimed } from './database/untimed.ts'
import type { TimelineCache } from './timeline-cache.ts'
import { type Mounting, overlap } from './timelines.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** Sums up what was counted at touchpoints: of each device only while it was mounted there. */
export interface Counts {
  /** Which devices were mounted at a touchpoint, and in which part of a span. */
  mountings(point: MountedAt, span: Span): Mounting[]
  /** The sum of a touchpoint's quarter-hours in a span, and of what happened some time within it. */
  tally(point: MountedAt, span: Span): Tally
  /** The same of one device. */
  tallyOf(device: number, span: Span): Tally
  /** From the first to the last quarter-hour in which anything was counted. */
  everything(point: MountedAt): Span | null
}

export function openCounts(parts: {
  timelines: TimelineCache
  tallies: Tallies
  untimed: Untimed
  /** Brings the tallies up to the event log. */
  settle(): void
}): Counts {
  const { timelines, tallies, untimed, settle } = parts

  function tallyOf(device: number, { from, to }: Span): Tally {
    settle()
    const sum = tallies.sum(device, quarterOf(from), Math.ceil(to / quarterMs))
    for (const { tally } of untimed.within(device, from, to)) addTo(sum, tally)
    return sum
  }

  const mountings = (point: MountedAt, span: Span) =>
    timelines.of(pointId(point)).mountings.flatMap(mounting => overlap(mounting, span) ?? [])

  return {
    mountings,
    tallyOf,
    tally(point, span) {
      const sum: Tally = {}
      for (const { device, ...part } of mountings(point, span)) addTo(sum, tallyOf(device.id, part))
      return sum
    },
    everything(point) {
      settle()
      const spans = timelines.of(pointId(point)).mountings.flatMap(mounting => {
        const span = tallies.span(mounting.device.id)
        const counted = span && { from: span.first * quarterMs, to: (span.last + 1) * quarterMs }
        return (counted && overlap(mounting, counted)) ?? []
      })
      if (spans.length === 0) return null
      const from = Math.min(...spans.map(span => span.from))
      const to = Math.max(...spans.map(span => span.to))
      return { from, to }
    },
  }
}
