import type { DeviceHealth, Numbers } from '../shared/numbers.ts'
import { cut, type Days, dayOf, type Length, type Span } from './calendar.ts'
import { indicesOf } from './counting/indices.ts'
import { quarterMs } from './counting/quarter.ts'
import { scaleOf } from './counting/rules.ts'
import { type Period, servedOf } from './counting/served.ts'
import { answersIn, setAsideIn } from './counting/tally.ts'
import { type Counts, openCounts } from './counts.ts'
import { type Coverage, openCoverage } from './coverage.ts'
import type { Device, Devices } from './database/devices.ts'
import type { ServedQuarters } from './database/served-quarters.ts'
import type { Tallies } from './database/tallies.ts'
import type { Untimed } from './database/untimed.ts'
import { type DeviceHealths, neverHeard } from './device-health.ts'
import { cacheTimelines } from './timeline-cache.ts'
import { lastsAt, type Phase, phaseAt, seriesIn, type Timeline } from './timelines.ts'
import { type MountedAt, pointId, type Touchpoints } from './touchpoints.ts'

/** Reads what was counted: the same numbers for the HTTP side, the live view and replays. */
export interface Report extends Counts, Pick<Coverage, 'coverage'> {
  /** The touchpoints that there are, or those of that id (`counter-1` or `hall/counter-1`). */
  touchpoints(id?: string): MountedAt[]
  /** The same with those that there once were. */
  everyTouchpoint(id?: string): MountedAt[]
  /** The touchpoint of that full id as it is set now, if there is one. */
  current(id: string): MountedAt | null
  /** Where a device is mounted now. */
  mountedAt(site: string, device: string): MountedAt
  /** A span cut where another question was asked, and into local hours, days or weeks. */
  pieces(point: MountedAt, span: Span, by: Length): Iterable<Span>
  /** What was counted in such a piece. */
  numbers(point: MountedAt, piece: Span): Numbers
  /** What is known of it means this at a touchpoint. */
  numbersOf(point: MountedAt, piece: Span, period: Period): Numbers
  /** The numbers of all pieces of a span, as far as anything was counted. */
  series(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** Every rating that could ever be given anywhere, lowest first. */
  ratings(): number[]
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
  const { touchpoints, devices, tallies, healths, now } = parts

  const timelines = cacheTimelines(touchpoints, devices)
  const counts = openCounts({ ...parts, timelines })
  const { openMsIn, isWatched, coverage } = openCoverage({ timelines, counts, now })
  const setAt = (point: MountedAt, time: number) => phaseAt(timelines.of(pointId(point)), time)

  function scale({ at, devices }: Phase): number[] {
    const { ratings } = at.touchpoint.question
    if (ratings) return ratings
    const buttons = devices.flatMap(({ seen }) => (seen && buttonsOf(seen)) ?? [])
    return scaleOf(null, buttons.length > 0 ? Math.max(...buttons) : null)
  }

  const buttonsOf = ({ id }: Device) => tallies.newest(id)?.counter.buttons ?? null

  const numbers = (point: MountedAt, piece: Span) =>
    numbersOf(point, piece, counts.period(point, piece))

  function numbersOf(point: MountedAt, piece: Span, period: Period): Numbers {
    const phase = setAt(point, piece.to - 1)
    if (setAt(point, piece.from).series !== phase.series) {
      throw new Error(`expected one question at ${pointId(point)}, found another in the same piece`)
    }
    const { survey, threshold, question } = phase.at.touchpoint
    const timeline = timelines.of(pointId(point))
    const choiceAt = (quarter: number) =>
      phaseAt(timeline, quarter * quarterMs).at.touchpoint.served
    const found = servedOf(period, choiceAt, one => isWatched(point, one))
    const { served, servedBy, answers, tally: counted } = found
    const allAnswers = answersIn(counted)
    const ratings = scale(phase)
    const openMs = openMsIn(point, piece)
    const shareOf = (ms = 0) => (openMs > 0 ? Math.min(1, ms / openMs) : null)
    return {
      site: point.site.id,
      touchpoint: point.touchpoint.id,
      from: piece.from,
      to: piece.to,
      question: { text: question.text, metric: question.metric, ratings },
      series: phase.series,
      settings: phase.version,
      served,
      servedBy,
      answers: allAnswers,
      unseenAnswers: total(allAnswers) - total(answers),
      setAside: setAsideIn(counted),
      coverage: shareOf(counted.alive),
      watched: shareOf(counted.watched),
      ...indicesOf({ served, answers, scale: ratings, survey, threshold }),
    }
  }

  function* pieces(point: MountedAt, span: Span, by: Length): Generator<Span> {
    const daysAt = (time: number): Days => setAt(point, time).at.days
    for (const part of seriesIn(timelines.of(pointId(point)), span)) yield* cut(part, by, daysAt)
  }

  /** Devices that were mounted but never heard of are named too: they are what an installer seeks. */
  const healthsOf = (point: MountedAt): DeviceHealth[] =>
    setAt(point, now()).devices.map(({ name, seen }) =>
      seen ? healths.of(seen, now()) : neverHeard(name),
    )

  const current = ({ phases }: Timeline) => phases.find(phase => lastsAt(phase, now()))?.at ?? null

  const isAsked = (id: string | undefined) => (point: MountedAt) =>
    !id || id === point.touchpoint.id || id === pointId(point)

  return {
    touchpoints: id =>
      timelines
        .all()
        .flatMap(timeline => current(timeline) ?? [])
        .filter(isAsked(id)),
    everyTouchpoint: id =>
      timelines
        .all()
        .map(timeline => phaseAt(timeline, now()).at)
        .filter(isAsked(id)),
    current: id => current(timelines.of(id)),
    mountedAt: (site, device) => touchpoints.at(site, device, now()),
    ...counts,
    coverage,
    setAt,
    healthsOf,
    pieces,
    numbers,
    numbersOf,
    *series(point, span, by) {
      const counted = counts.everything(point)
      if (!counted) return
      // Where nothing was ever counted there is nothing to tell, however long the time.
      const from = Math.max(span.from, dayOf(counted.from, setAt(point, counted.from).at.days).from)
      const to = Math.min(span.to, dayOf(counted.to, setAt(point, counted.to).at.days).to)
      for (const piece of pieces(point, { from, to }, by)) yield numbers(point, piece)
    },
    ratings() {
      const ratings = timelines.all().flatMap(({ phases }) => phases.flatMap(scale))
      return [...new Set(ratings)].sort((one, other) => one - other)
    },
    today(point) {
      const day = dayOf(now(), point.days)
      const asked = seriesIn(timelines.of(pointId(point)), day)
      return asked.find(part => lastsAt(part, now())) ?? day
    },
    isPresent(point) {
      const seen = setAt(point, now()).devices.flatMap(({ seen }) => seen ?? [])
      const present = seen.map(device => healths.isPresent(device, now()))
      return present.includes(true) || (present.includes(false) ? false : null)
    },
  }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
