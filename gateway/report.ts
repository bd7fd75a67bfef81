import type { CountedNumbers, DeviceHealth, Numbers } from '../shared/numbers.ts'
import { cut, dayOf, type Length, type Span } from './calendar.ts'
import { type Answers, hiddenIndices, indicesOf } from './counting/indices.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { scaleOf } from './counting/rules.ts'
import { type Period, type QuarterTally, servedOf } from './counting/served.ts'
import { addTo, answersIn, setAsideIn, type Tally } from './counting/tally.ts'
import type { Device, Devices } from './database/devices.ts'
import type { ServedQuarters } from './database/served-quarters.ts'
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
  /** All that is known of a span, by quarter-hours. */
  period(point: MountedAt, span: Span): Period
  /** What it means at a touchpoint, for whoever may see all of it. */
  numbersOf(point: MountedAt, span: Span, period: Period): CountedNumbers
  /** What may be told of a span and its parts. */
  telling(point: MountedAt, span: Span): Telling
  /** What may be told of a span, and of which part of it. */
  told(point: MountedAt, span: Span): Told
  /** What that means. */
  numbers(point: MountedAt, span: Span): Numbers
  /** The answers that may be told, with all that it takes to make indices of them. */
  answers(point: MountedAt, span: Span): Answers | null
  /** What may be told of a span cut into local hours, days or weeks. */
  pieces(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** The same as far as anything was counted. */
  series(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
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
  servedQuarters: ServedQuarters
  healths: DeviceHealths
  /** Brings the tallies up to the event log. */
  settle(): void
  now(): number
}): Report {
  const { touchpoints, devices, tallies, untimed, servedQuarters, healths, settle, now } = parts

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
  function openMsIn(point: MountedAt, span: Span, known = heard(point)): number {
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

  function period(point: MountedAt, span: Span): Period {
    settle()
    const [from, to] = [quarterOf(span.from), Math.ceil(span.to / quarterMs)]
    const mounted = devicesOf(point)
    const loose = mounted
      .flatMap(({ id }) => untimed.within(id, span.from, span.to))
      .map(({ from, to, tally }) => ({ from: quarterOf(from), to: quarterOf(to), tally }))
    return {
      tallies: mounted.flatMap(({ id }) => tallies.between(id, from, to)),
      loose,
      quarters: servedQuarters.between(pointId(point), from, to),
    }
  }

  /** Whether most of a quarter-hour's open time was watched. */
  function isWatched(point: MountedAt, { quarter, tally }: QuarterTally): boolean {
    const from = quarter * quarterMs
    const open = hoursOf(point).openMs(from, from + quarterMs) * devicesOf(point).length
    return (tally.watched ?? 0) >= open * enoughWatched
  }

  /** What may be told of a span and its parts. */
  function tellingOf(point: MountedAt, span: Span): Telling {
    const { minimum } = point.site.privacy
    const read = (part: Span) => period(point, part)
    if (minimum === 0) return { in: part => ({ period: read(part), shown: part }) }
    return openTelling(read, everything(point), span, point.days, minimum, now())
  }

  function* pieces(point: MountedAt, span: Span, by: Length) {
    const telling = tellingOf(point, span)
    const measured = measuredAt(point)
    for (const piece of cut(span, by, point.days)) {
      const { period: told, shown } = telling.in(piece)
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
    ...numbersOf(point, span, period(point, span)),
    ...{ served: null, answers: null, unseenAnswers: null, setAside: null },
    servedBy: { source: null, presence: null, till: null, manual: null, discrepancy: null },
    ...hiddenIndices(),
    hidden: true,
    shown: null,
  })

  /** What is the same for every period of a touchpoint. */
  const measuredAt = (point: MountedAt) => ({
    ratings: scale(point),
    known: heard(point),
    devices: healthsOf(point).length,
  })

  const servedIn = (point: MountedAt, period: Period) =>
    servedOf(period, point.touchpoint.served, one => isWatched(point, one))

  function numbersOf(
    point: MountedAt,
    span: Span,
    period: Period,
    { ratings, known, devices } = measuredAt(point),
  ): CountedNumbers {
    const { survey, threshold } = point.touchpoint
    const { served, servedBy, answers, tally: counted } = servedIn(point, period)
    const allAnswers = answersIn(counted)
    const openMs = openMsIn(point, span, known) * devices
    const shareOf = (ms = 0) => (openMs > 0 ? Math.min(1, ms / openMs) : null)
    return {
      site: point.site.id,
      touchpoint: point.touchpoint.id,
      ...span,
      scale: ratings,
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

  /** Devices that were mounted but never heard of are named too: they are what an installer seeks. */
  function healthsOf(point: MountedAt): DeviceHealth[] {
    const seen = devicesOf(point)
    const silent = point.touchpoint.devices.filter(
      name => !seen.some(({ site, device }) => site === point.site.id && device === name),
    )
    return [...seen.map(device => healths.of(device, now())), ...silent.map(neverHeard)]
  }

  /** From the first to the last quarter-hour of which the devices told anything. */
  function heard(point: MountedAt): Span | null {
    settle()
    return around(devicesOf(point).flatMap(({ id }) => tallies.span(id) ?? []))
  }

  function everything(point: MountedAt): Span | null {
    settle()
    const told = devicesOf(point).flatMap(({ id }) => tallies.span(id) ?? [])
    return around([...told, servedQuarters.span(pointId(point)) ?? []].flat())
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
    period,
    numbersOf,
    telling: tellingOf,
    told: (point, span) => tellingOf(point, span).in(span),
    answers(point, span) {
      const { period: told } = tellingOf(point, span).in(span)
      const { survey, threshold } = point.touchpoint
      return told && { ...servedIn(point, told), scale: scale(point), survey, threshold }
    },
    pieces,
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

/** Of a quarter-hour that is watched less than this a figure by hand is believed instead. */
const enoughWatched = 0.5

function around(spans: { first: number; last: number }[]): Span | null {
  if (spans.length === 0) return null
  const from = Math.min(...spans.map(span => span.first)) * quarterMs
  return { from, to: (Math.max(...spans.map(span => span.last)) + 1) * quarterMs }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
