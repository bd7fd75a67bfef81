import type { CountedNumbers } from '../shared/numbers.ts'
import type { Span } from './calendar.ts'
import { type Answers, indicesOf } from './counting/indices.ts'
import { quarterMs } from './counting/quarter.ts'
import { scaleOf } from './counting/rules.ts'
import { type Period, servedOf } from './counting/served.ts'
import type { Served } from './counting/served-sums.ts'
import { answersIn, setAsideIn } from './counting/tally.ts'
import type { Counts } from './counts.ts'
import type { Coverage } from './coverage.ts'
import type { Device } from './database/devices.ts'
import type { Tallies } from './database/tallies.ts'
import { sensorBiasOf } from './sensor-bias.ts'
import type { TimelineCache } from './timeline-cache.ts'
import { lastsAt, type Phase, phaseAt } from './timelines.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** What is the same for many periods of a touchpoint. */
export interface Measured {
  heard: Span | null
  scales: Map<Phase, number[]>
}

/** What was counted means by the settings of its time. */
export interface Meaning {
  measure(point: MountedAt): Measured
  /** Throws when one question was asked in the beginning of the period and another in the end. */
  numbersOf(
    point: MountedAt,
    part: Span,
    period: Period,
    measured?: Measured,
    /** Of which the period holds nothing. */
    gaps?: Span[],
  ): CountedNumbers
  /** How many customers were served in a period; null when nobody counted them. */
  servedOf(point: MountedAt, period: Period): number | null
  /** The answers, with all that it takes to make indices of them. */
  answersOf(point: MountedAt, part: Span, period: Period): Answers
  /** Every rating that could ever be given anywhere, lowest first. */
  ratings(): number[]
}

export function openMeaning(parts: {
  timelines: TimelineCache
  counts: Counts
  coverage: Coverage
  tallies: Tallies
}): Meaning {
  const { timelines, counts, coverage, tallies } = parts

  function scale({ at, devices }: Phase): number[] {
    const buttons = devices.flatMap(({ seen }) => (seen && buttonsOf(seen)) ?? [])
    const most = buttons.length > 0 ? Math.max(...buttons) : null
    return scaleOf(at.touchpoint.question.ratings, most).toSorted((one, other) => one - other)
  }

  const buttonsOf = ({ id }: Device) => tallies.buttons(id)

  const measure = (point: MountedAt): Measured => ({
    heard: counts.heard(point),
    scales: new Map(),
  })

  /** The settings of the end of a period. */
  function phaseOf(point: MountedAt, { from, to }: Span): Phase {
    const timeline = timelines.of(pointId(point))
    const phase = phaseAt(timeline, Math.max(from, to - 1))
    if (phaseAt(timeline, from).series === phase.series) return phase
    throw new Error(`expected one question at ${pointId(point)}, found another in the same period`)
  }

  function servedIn(point: MountedAt, period: Period): Served {
    const timeline = timelines.of(pointId(point))
    let phase: Phase | undefined
    const choiceAt = (quarter: number) => {
      const time = quarter * quarterMs
      // Thousands in a row lie in one.
      if (!phase || !lastsAt(phase, time)) phase = phaseAt(timeline, time)
      return phase.at.touchpoint.served
    }
    const isWatched = (quarter: number, ms: number) => coverage.isWatched(point, quarter, ms)
    return servedOf(period, choiceAt, isWatched)
  }

  return {
    measure,
    numbersOf(point, part, period, measured = measure(point), gaps = []) {
      const phase = phaseOf(point, part)
      const { survey, threshold, question } = phase.at.touchpoint
      const ratings = measured.scales.get(phase) ?? scale(phase)
      measured.scales.set(phase, ratings)
      const { served, servedBy, answers, tally } = servedIn(point, period)
      const allAnswers = answersIn(tally)
      const counted = { served, answers, scale: ratings, survey, threshold }
      const openMsIn = (span: Span) => coverage.openMsIn(point, span, measured.heard)
      const openMs = gaps.reduce((left, gap) => left - openMsIn(gap), openMsIn(part))
      const shareOf = (ms = 0) => (openMs > 0 ? Math.min(1, ms / openMs) : null)
      return {
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        from: part.from,
        to: part.to,
        question: { text: question.text, metric: question.metric },
        series: phase.series,
        settings: phase.version,
        scale: ratings,
        served,
        servedBy,
        sensorBias: sensorBiasOf(period, servedBy, counted),
        answers: allAnswers,
        unseenAnswers: total(allAnswers) - total(answers),
        setAside: setAsideIn(tally),
        coverage: shareOf(tally.alive),
        watched: shareOf(tally.watched),
        ...indicesOf(counted),
      }
    },
    servedOf: (point, period) => servedIn(point, period).served,
    answersOf(point, part, period) {
      const phase = phaseOf(point, part)
      const { survey, threshold } = phase.at.touchpoint
      return { ...servedIn(point, period), scale: scale(phase), survey, threshold }
    },
    ratings() {
      const ratings = timelines.all().flatMap(({ phases }) => phases.flatMap(scale))
      return [...new Set(ratings)].sort((one, other) => one - other)
    },
  }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
