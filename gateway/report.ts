import type { CountedNumbers, DeviceHealth, Numbers } from '../shared/numbers.ts'
import { cut, type Days, dayOf, type Length, type Span } from './calendar.ts'
import { type Answers, hiddenIndices } from './counting/indices.ts'
import { type Counts, openCounts } from './counts.ts'
import { type Coverage, openCoverage } from './coverage.ts'
import type { Devices } from './database/devices.ts'
import type { ServedQuarters } from './database/served-quarters.ts'
import type { Tallies } from './database/tallies.ts'
import type { Untimed } from './database/untimed.ts'
import { type DeviceHealths, neverHeard } from './device-health.ts'
import { type Meaning, type Measured, openMeaning } from './meaning.ts'
import { openTelling, type Telling, type Told } from './privacy/telling.ts'
import { openStanding, type Standing } from './standing.ts'
import { cacheTimelines } from './timeline-cache.ts'
import { lastsAt, mountedSince, type Phase, phaseAt, seriesIn } from './timelines.ts'
import { touchpointDay } from './touchpoint-days.ts'
import { type MountedAt, pointId, type Touchpoints } from './touchpoints.ts'

/** Reads what was counted: the same numbers for the HTTP side, the live view and replays. */
export interface Report extends Counts, Meaning, Standing, Pick<Coverage, 'coverage'> {
  /** Where a device is mounted now. */
  mountedAt(site: string, device: string): MountedAt
  /** The parts of a span in which one question was asked each: nothing is summed over two. */
  seriesIn(point: MountedAt, span: Span): Span[]
  /** These parts cut into local hours, days or weeks. */
  cuts(point: MountedAt, span: Span, by: Length): Iterable<Span>
  /** What may be told of a span and its parts. */
  telling(point: MountedAt, span: Span, measured?: Measured): Telling
  /** What may be told of a span, and of which part of it. */
  told(point: MountedAt, span: Span): Told
  /** What that means, of a span in which one question was asked. */
  numbers(point: MountedAt, part: Span, measured?: Measured, telling?: Telling): Numbers
  /** The answers that may be told, with all that it takes to make indices of them. */
  answers(point: MountedAt, part: Span): Answers | null
  /** What may be told of each cut of a span. */
  pieces(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** The same as far as anything was counted. */
  series(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** Since when a device has been mounted there, 0 for ever; null when it is not. */
  mountedSince(point: MountedAt, device: string): number | null
  /** How a touchpoint was set at a moment. */
  setAt(point: MountedAt, time: number): Phase
  /** Today, as long as it is asked what is asked now. */
  today(point: MountedAt): Span
  /** Whether a customer is at the touchpoint now; null where nothing sees that. */
  isPresent(point: MountedAt): boolean | null
  healthsOf(point: MountedAt): DeviceHealth[]
}

export function openReport(parts: {
  touchpoints: Touchpoints
  devices: Devices
  tallies: Tallies
  untimed: Untimed
  servedQuarters: ServedQuarters
  healths: DeviceHealths
  /** Brings the tallies up to the event log. */
  settle(): void
  now(): number
}): Report {
  const { touchpoints, devices, healths, now } = parts

  const timelines = cacheTimelines(touchpoints, devices)
  const counts = openCounts({ ...parts, timelines })
  const coverage = openCoverage({ timelines, counts, now })
  const meaning = openMeaning({ timelines, counts, coverage, tallies: parts.tallies })
  const setAt = (point: MountedAt, time: number) => phaseAt(timelines.of(pointId(point)), time)
  const seriesOf = (point: MountedAt, span: Span) => seriesIn(timelines.of(pointId(point)), span)

  function* cuts(point: MountedAt, span: Span, by: Length): Generator<Span> {
    const daysAt = (time: number): Days => setAt(point, time).at.days
    for (const part of seriesOf(point, span)) yield* cut(part, by, daysAt)
  }

  /** What came before is here, and whoever gave an answer does not change it any more. */
  function settledTo(point: MountedAt): number {
    const { graceMs, correctionMs, holdOffMs, mashingMs } = point.touchpoint.counting
    const settlesMs = onItsWayMs + Math.max(graceMs, correctionMs, holdOffMs, mashingMs)
    const answering = setAt(point, now()).devices.flatMap(
      ({ seen }) => (seen && healths.answeringSince(seen, now(), settlesMs)) ?? [],
    )
    return Math.min(now(), ...answering) - settlesMs
  }

  /** What may be told of a span and its parts. */
  function tellingOf(point: MountedAt, span: Span, { heard } = meaning.measure(point)): Telling {
    const { minimum } = point.site.privacy
    const read = (part: Span) => counts.period(point, part)
    if (minimum === 0) {
      const told = (part: Span) => ({ period: read(part), shown: part, gaps: [] })
      return { in: told, upToNow: told, all: read }
    }
    const hasAnswers = (part: Span, minimum: number) => counts.hasAnswers(point, part, minimum)
    const known = { read, hasAnswers, everything: counts.everything(point, heard) }
    const dayAt = (time: number) => touchpointDay(timelines.of(pointId(point)), time)
    return openTelling(known, span, dayAt, minimum, {
      now: now(),
      settledTo: settledTo(point),
    })
  }

  function* pieces(point: MountedAt, span: Span, by: Length): Generator<Numbers> {
    const measured = meaning.measure(point)
    const telling = tellingOf(point, span, measured)
    for (const piece of cuts(point, span, by)) yield numbers(point, piece, measured, telling)
  }

  function numbers(
    point: MountedAt,
    part: Span,
    measured = meaning.measure(point),
    telling = tellingOf(point, part, measured),
  ): Numbers {
    const { period, shown, gaps } = telling.in(part)
    if (period && shown) {
      const numbers = meaning.numbersOf(point, shown, period, measured, gaps)
      return { ...numbers, ...part, hidden: false, shown, gaps }
    }
    return hidden(part, meaning.numbersOf(point, part, telling.all(part), measured))
  }

  /** How many customers a day had says nothing of what they answered; of an hour it may. */
  function hidden(part: Span, numbers: CountedNumbers): Numbers {
    const customers = part.to - part.from >= shortestDayMs ? numbers : nobodyTold
    return {
      ...numbers,
      ...{ served: customers.served, servedBy: customers.servedBy },
      ...{ answers: null, unseenAnswers: null, setAside: null },
      ...hiddenIndices(),
      sensorBias: null,
      hidden: true,
      shown: null,
      gaps: [],
    }
  }

  /** Devices that were mounted but never heard of are named too: they are what an installer seeks. */
  const healthsOf = (point: MountedAt): DeviceHealth[] =>
    setAt(point, now()).devices.map(({ name, seen }) =>
      seen ? healths.of(seen, now()) : neverHeard(name),
    )

  return {
    ...openStanding(touchpoints, timelines, healths, now),
    mountedAt: (site, device) => touchpoints.at(site, device, now()),
    ...counts,
    ...meaning,
    coverage: coverage.coverage,
    setAt,
    healthsOf,
    mountedSince: (point, device) => mountedSince(timelines.of(pointId(point)), device, now()),
    seriesIn: seriesOf,
    cuts,
    numbers,
    telling: tellingOf,
    told: (point, span) => tellingOf(point, span).in(span),
    answers(point, part) {
      const { period } = tellingOf(point, part).in(part)
      return period && meaning.answersOf(point, part, period)
    },
    pieces,
    *series(point, span, by) {
      const counted = counts.everything(point)
      if (!counted) return
      // Where nothing was ever counted there is nothing to tell, however long the time.
      const from = Math.max(span.from, dayOf(counted.from, setAt(point, counted.from).at.days).from)
      const to = Math.min(span.to, dayOf(counted.to, setAt(point, counted.to).at.days).to)
      yield* pieces(point, { from, to }, by)
    },
    today(point) {
      const day = dayOf(now(), point.days)
      const asked = seriesOf(point, day)
      return asked.find(part => lastsAt(part, now())) ?? day
    },
    isPresent(point) {
      const seen = setAt(point, now()).devices.flatMap(({ seen }) => seen ?? [])
      const present = seen.map(device => healths.isPresent(device, now()))
      return present.includes(true) || (present.includes(false) ? false : null)
    },
  }
}

/** So long what a remote tells is on its way, while it is connected. */
const onItsWayMs = 50_000

/** A day on which the clocks go forward. */
const shortestDayMs = 23 * 3_600_000

const nobodyTold: Pick<Numbers, 'served' | 'servedBy'> = {
  served: null,
  servedBy: { source: null, presence: null, till: null, manual: null, discrepancy: null },
}
