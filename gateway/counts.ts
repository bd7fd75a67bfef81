import type { Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { Period } from './counting/served.ts'
import { addTo, answeredIn, type Tally } from './counting/tally.ts'
import type { ServedQuarters } from './database/served-quarters.ts'
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
  /** All that is known of a span, by quarter-hours. */
  period(point: MountedAt, span: Span): Period
  /** Whether there are at least so many answers in the quarter-hours of a span. */
  hasAnswers(point: MountedAt, span: Span, minimum: number): boolean
  /** From the first to the last quarter-hour of which the devices told anything. */
  heard(point: MountedAt): Span | null
  /** The same, of which anybody told anything. */
  everything(point: MountedAt, heard?: Span | null): Span | null
}

export function openCounts(parts: {
  timelines: TimelineCache
  tallies: Tallies
  untimed: Untimed
  servedQuarters: ServedQuarters
  /** Brings the tallies up to the event log. */
  settle(): void
}): Counts {
  const { timelines, tallies, untimed, servedQuarters, settle } = parts

  function tallyOf(device: number, { from, to }: Span): Tally {
    settle()
    const sum = tallies.sum(device, ...quartersIn({ from, to }))
    for (const { tally } of untimed.within(device, from, to)) addTo(sum, tally)
    return sum
  }

  const mountings = (point: MountedAt, span: Span) =>
    timelines.of(pointId(point)).mountings.flatMap(mounting => overlap(mounting, span) ?? [])

  function heard(point: MountedAt): Span | null {
    settle()
    return around(
      timelines.of(pointId(point)).mountings.flatMap(mounting => {
        const span = tallies.span(mounting.device.id)
        return (span && overlap(mounting, spanOf(span))) ?? []
      }),
    )
  }

  return {
    mountings,
    tallyOf,
    tally(point, span) {
      const sum: Tally = {}
      for (const { device, ...part } of mountings(point, span)) addTo(sum, tallyOf(device.id, part))
      return sum
    },
    period(point, span) {
      settle()
      const mounted = mountings(point, span)
      const loose = mounted
        .flatMap(({ device, from, to }) => untimed.within(device.id, from, to))
        .map(({ from, to, tally }) => ({ from: quarterOf(from), to: quarterOf(to), tally }))
      return {
        tallies: mounted.map(({ device, ...part }) =>
          tallies.between(device.id, ...quartersIn(part)),
        ),
        loose,
        quarters: servedQuarters.between(pointId(point), ...quartersIn(span)),
      }
    },
    hasAnswers(point, span, minimum) {
      settle()
      const answered = mountings(point, span).flatMap(({ device, ...part }) =>
        tallies.answered(device.id, ...quartersIn(part), minimum),
      )
      return answered.reduce((sum, tally) => sum + answeredIn(tally), 0) >= minimum
    },
    heard,
    everything(point, known = heard(point)) {
      const served = servedQuarters.span(pointId(point))
      return around([known ?? [], served ? spanOf(served) : []].flat())
    },
  }
}

const quartersIn = ({ from, to }: Span) => [quarterOf(from), Math.ceil(to / quarterMs)] as const

const spanOf = ({ first, last }: { first: number; last: number }): Span => ({
  from: first * quarterMs,
  to: (last + 1) * quarterMs,
})

function around(spans: Span[]): Span | null {
  if (spans.length === 0) return null
  const from = Math.min(...spans.map(span => span.from))
  return { from, to: Math.max(...spans.map(span => span.to)) }
}
