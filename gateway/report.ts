import type { CountedNumbers, DeviceHealth, Numbers } from '../shared/numbers.ts'
import { cut, dayOf, type Length, type Span } from './calendar.ts'
import { type Answers, hiddenIndices, indicesOf } from './counting/indices.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { scaleOf } from './counting/rules.ts'
import {
  addTo,
  answersIn,
  comparableAnswersIn,
  servedIn,
  setAsideIn,
  type Tally,
} from './counting/tally.ts'
import type { Device, Devices } from './database/devices.ts'
import type { Tallies } from './database/tallies.ts'
import type { Untimed } from './database/untimed.ts'
import { type DeviceHealths, neverHeard } from './device-health.ts'
import { openingHours } from './opening-hours.ts'
import { openTelling, type Telling, type Told } from './privacy/telling.ts'
import { type MountedAt, pointId, type Touchpoints } from './touchpoints.ts'

/** Reads what was counted: the same numbers for the HTTP side, the live view and replays. */
export interface Report {
  /** All touchpoints, or those of that id (`counter-1` or `hall/counter-1`). */
  touchpoints(id?: string): MountedAt[]
  devicesOf(point: MountedAt): Device[]
  /** The sum of a touchpoint's quarter-hours in a span, and of what happened some time within it. */
  tally(point: MountedAt, span: Span): Tally
  /** The same of one device. */
  tallyOf(device: number, span: Span): Tally
  /** What may be told of a span. */
  numbers(point: MountedAt, span: Span): Numbers
  /** What a tally means at a touchpoint, whoever may know. */
  numbersOf(point: MountedAt, span: Span, tally: Tally): CountedNumbers
  /** What may be told of a span cut into local hours, days or weeks. */
  pieces(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** The same as far as anything was counted. */
  series(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** The answers that may be told, with all that it takes to make indices of them. */
  answers(point: MountedAt, span: Span): Answers | null
  /** The sums that may be told, and of which part of the span. */
  told(point: MountedAt, span: Span): Told
  /** Of each device: opening time that is past, and how much of it is known. */
  coverage(point: MountedAt, span: Span): DeviceCoverage[]
  /** Every rating that can be given anywhere, lowest first. */
  ratings(): number[]
  /** From the first to the last quarter-hour in which anything was counted. */
  everything(point: MountedAt): Span | null
  /** Whether a customer is at the touchpoint now; null where nothing sees that. */
  isPresent(point: MountedAt): boolean | null
  healthsOf(point: MountedAt): DeviceHealth[]
}

/** Times in ms. */
interface DeviceCoverage {
  device: string
  openMs: number
  /** Of it, time in which the device was known to be alive, and in which it could see. */
  aliveMs: number
  watchedMs: number
}

export function openReport(parts: {
  touchpoints: Touchpoints
  devices: Devices
  tallies: Tallies
  untimed: Untimed
  healths: DeviceHealths
  /** Brings the tallies up to the event log. */
  settle(): void
  now(): number
}): Report {
  const { touchpoints, devices, tallies, untimed, healths, settle, now } = parts

  let mounted = new Map<string, Device[]>()
  let mountedCount = 0

  function devicesOf(point: MountedAt): Device[] {
    const all = devices.all()
    if (all.length !== mountedCount) {
      mounted = Map.groupBy(all, ({ site, device }) => pointId(touchpoints.of(site, device)))
      mountedCount = all.length
    }
    return mounted.get(pointId(point)) ?? []
  }

  function tally(point: MountedAt, { from, to }: Span): Tally {
    const sum: Tally = {}
    for (const { id } of devicesOf(point)) addTo(sum, tallyOf(id, { from, to }))
    return sum
  }

  function tallyOf(device: number, { from, to }: Span): Tally {
    settle()
    const sum = tallies.sum(device, quarterOf(from), Math.ceil(to / quarterMs))
    for (const { tally } of untimed.within(device, from, to)) addTo(sum, tally)
    return sum
  }

  const hours = new Map<string, ReturnType<typeof openingHours>>()

  /** Kept, for they remember the day that was asked for last. */
  function hoursOf(point: MountedAt) {
    const { opening } = point.touchpoint
    const found = hours.get(pointId(point)) ?? openingHours(opening, point.site.timeZone)
    hours.set(pointId(point), found)
    return found
  }

  /** Opening time that is past, since the touchpoint was first heard of. */
  function openMsIn(point: MountedAt, span: Span, known = everything(point)): number {
    const { openMs } = hoursOf(point)
    const from = Math.max(span.from, known?.from ?? span.to)
    return openMs(from, Math.max(from, Math.min(span.to, now())))
  }

  function scale(point: MountedAt): number[] {
    const { ratings } = point.touchpoint.question
    if (ratings) return ratings
    const buttons = devicesOf(point).flatMap(({ id }) => tallies.newest(id)?.counter.buttons ?? [])
    return scaleOf(null, buttons.length > 0 ? Math.max(...buttons) : null)
  }

  /** What may be told of a span and its parts. */
  function tellingOf(point: MountedAt, span: Span): Telling {
    const { minimum } = point.site.privacy
    if (minimum === 0) return { in: (part: Span) => ({ tally: tally(point, part), shown: part }) }
    settle()
    const mounted = devicesOf(point)
    const counts = {
      everything: everything(point),
      quarters({ from, to }: Span) {
        const sums = new Map<number, Tally>()
        for (const { id } of mounted) {
          for (const { quarter, tally } of tallies.between(id, quarterOf(from), quarterOf(to))) {
            sums.set(quarter, addTo(sums.get(quarter) ?? {}, tally))
          }
        }
        return sums
      },
      untimed: ({ from, to }: Span) =>
        mounted.flatMap(({ id }) => untimed.within(id, from, to).map(({ tally }) => tally)),
    }
    return openTelling(counts, span, point.days, minimum, now())
  }

  function* pieces(point: MountedAt, span: Span, by: Length) {
    const telling = tellingOf(point, span)
    const measured = measuredAt(point)
    for (const piece of cut(span, by, point.days)) {
      const { tally: told, shown } = telling.in(piece)
      if (told && shown) {
        yield { ...numbersOf(point, shown, told, measured), ...piece, hidden: false, shown }
      } else yield hiddenNumbers(point, piece)
    }
  }

  function numbers(point: MountedAt, span: Span): Numbers {
    const [whole] = pieces(point, span, 'none')
    return whole ?? hiddenNumbers(point, span)
  }

  const hiddenNumbers = (point: MountedAt, span: Span): Numbers => ({
    ...numbersOf(point, span, tally(point, span)),
    ...{ served: null, answers: null, unseenAnswers: null, setAside: null },
    ...hiddenIndices(),
    hidden: true,
    shown: null,
  })

  /** What is the same for every period of a touchpoint. */
  const measuredAt = (point: MountedAt) => ({
    ratings: scale(point),
    known: everything(point),
    devices: healthsOf(point).length,
  })

  function numbersOf(
    point: MountedAt,
    span: Span,
    counted: Tally,
    { ratings, known, devices } = measuredAt(point),
  ): CountedNumbers {
    const period = periodOf(point, counted, ratings)
    const { served, answers } = period
    const allAnswers = answersIn(counted)
    const openMs = openMsIn(point, span, known) * devices
    const shareOf = (ms = 0) => (openMs > 0 ? Math.min(1, ms / openMs) : null)
    return {
      site: point.site.id,
      touchpoint: point.touchpoint.id,
      ...span,
      scale: ratings,
      served,
      answers: allAnswers,
      unseenAnswers: total(allAnswers) - total(answers),
      setAside: setAsideIn(counted),
      coverage: shareOf(counted.alive),
      watched: shareOf(counted.watched),
      ...indicesOf(period),
    }
  }

  /** Devices that were mounted but never heard of are named too: they are what an installer seeks. */
  function healthsOf(point: MountedAt): DeviceHealth[] {
    const seen = devicesOf(point)
    const silent = point.touchpoint.devices.filter(
      name => !seen.some(({ site, device }) => site === point.site.id && device === name),
    )
    return [...seen.map(device => healths.of(device, now())), ...silent.map(neverHeard)]
  }

  function everything(point: MountedAt): Span | null {
    settle()
    const spans = devicesOf(point).flatMap(({ id }) => tallies.span(id) ?? [])
    if (spans.length === 0) return null
    const from = Math.min(...spans.map(span => span.first)) * quarterMs
    const to = (Math.max(...spans.map(span => span.last)) + 1) * quarterMs
    return { from, to }
  }

  return {
    touchpoints: id =>
      touchpoints
        .all(devices.all())
        .filter(point => !id || id === point.touchpoint.id || id === pointId(point)),
    devicesOf,
    tally,
    tallyOf,
    numbers,
    numbersOf,
    pieces,
    answers(point, span) {
      const { tally: told } = tellingOf(point, span).in(span)
      return told && periodOf(point, told, scale(point))
    },
    told: (point, span) => tellingOf(point, span).in(span),
    *series(point, span, by) {
      const counted = everything(point)
      if (!counted) return
      // Where nothing was ever counted there is nothing to tell, however long the time.
      const from = Math.max(span.from, dayOf(counted.from, point.days).from)
      const to = Math.min(span.to, dayOf(counted.to, point.days).to)
      yield* pieces(point, { from, to }, by)
    },
    coverage: (point, span) =>
      devicesOf(point).map(({ id, device }) => {
        const { alive = 0, watched = 0 } = tallyOf(id, span)
        return { device, openMs: openMsIn(point, span), aliveMs: alive, watchedMs: watched }
      }),
    ratings() {
      const all = touchpoints.all(devices.all()).flatMap(scale)
      return [...new Set(all)].sort((one, other) => one - other)
    },
    everything,
    isPresent: point => {
      const seen = devicesOf(point).map(device => healths.isPresent(device, now()))
      return seen.includes(true) || (seen.includes(false) ? false : null)
    },
    healthsOf,
  }
}

const periodOf = ({ touchpoint }: MountedAt, tally: Tally, scale: number[]): Answers => ({
  served: servedIn(tally),
  answers: comparableAnswersIn(tally),
  scale,
  survey: touchpoint.survey,
  threshold: touchpoint.threshold,
})

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
