import type { DeviceHealth, LiveNumbers, Numbers } from '../shared/numbers.ts'
import { cut, dayOf, type Length, openingHours, type Span } from './calendar.ts'
import { indicesOf } from './counting/indices.ts'
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
import { type DeviceHealths, neverHeard } from './device-health.ts'
import { type MountedAt, pointId, type Touchpoints } from './touchpoints.ts'

/** Reads what was counted: the same numbers for the HTTP side, the live view and replays. */
export interface Report {
  /** All touchpoints, or those of that id (`counter-1` or `hall/counter-1`). */
  touchpoints(id?: string): MountedAt[]
  devicesOf(point: MountedAt): Device[]
  /** The sum of a touchpoint's quarter-hours in a span. */
  tally(point: MountedAt, span: Span): Tally
  numbers(point: MountedAt, span: Span): Numbers
  /** What a tally means at a touchpoint. */
  numbersOf(point: MountedAt, span: Span, tally: Tally): Numbers
  /** The numbers of a span cut into local hours, days or weeks, as far as anything was counted. */
  series(point: MountedAt, span: Span, by: Length): Iterable<Numbers>
  /** Of each device: opening time, and how much of it the device was known to be alive. */
  coverage(point: MountedAt, span: Span): { device: string; openMs: number; aliveMs: number }[]
  /** Every rating that can be given anywhere, lowest first. */
  ratings(): number[]
  /** From the first to the last quarter-hour in which anything was counted. */
  everything(point: MountedAt): Span | null
  today(point: MountedAt, now: number): LiveNumbers
  healthsOf(point: MountedAt, now: number): DeviceHealth[]
}

export function openReport(parts: {
  touchpoints: Touchpoints
  devices: Devices
  tallies: Tallies
  healths: DeviceHealths
}): Report {
  const { touchpoints, devices, tallies, healths } = parts

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
    for (const { id } of devicesOf(point)) {
      for (const row of tallies.between(id, quarterOf(from), Math.ceil(to / quarterMs))) {
        addTo(sum, row.tally)
      }
    }
    return sum
  }

  function scale(point: MountedAt): number[] {
    const { ratings } = point.touchpoint.question
    if (ratings) return ratings
    const buttons = devicesOf(point).flatMap(({ id }) => tallies.newest(id)?.counter.buttons ?? [])
    return scaleOf(null, buttons.length > 0 ? Math.max(...buttons) : null)
  }

  const numbers = (point: MountedAt, span: Span) => numbersOf(point, span, tally(point, span))

  function numbersOf(point: MountedAt, span: Span, counted: Tally): Numbers {
    const { survey, threshold } = point.touchpoint
    const served = servedIn(counted)
    const answers = comparableAnswersIn(counted)
    const allAnswers = answersIn(counted)
    return {
      site: point.site.id,
      touchpoint: point.touchpoint.id,
      ...span,
      served,
      answers: allAnswers,
      unseenAnswers: total(allAnswers) - total(answers),
      setAside: setAsideIn(counted),
      ...indicesOf({ served, answers, scale: scale(point), survey, threshold }),
    }
  }

  /** Devices that were mounted but never heard of are named too: they are what an installer seeks. */
  function healthsOf(point: MountedAt, now: number): DeviceHealth[] {
    const seen = devicesOf(point)
    const silent = point.touchpoint.devices.filter(
      name => !seen.some(({ site, device }) => site === point.site.id && device === name),
    )
    return [...seen.map(device => healths.of(device, now)), ...silent.map(neverHeard)]
  }

  function everything(point: MountedAt): Span | null {
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
    healthsOf,
    tally,
    numbers,
    numbersOf,
    *series(point, span, by) {
      const counted = everything(point)
      if (!counted) return
      // Where nothing was ever counted there is nothing to tell, however long the time.
      const from = Math.max(span.from, dayOf(counted.from, point.site.timeZone).from)
      const to = Math.min(span.to, dayOf(counted.to, point.site.timeZone).to)
      for (const piece of cut({ from, to }, by, point.site.timeZone)) yield numbers(point, piece)
    },
    coverage(point, { from, to }) {
      const { isOpen } = openingHours(point.touchpoint.opening, point.site.timeZone)
      const [first, end] = [quarterOf(from), Math.ceil(to / quarterMs)]
      const isIn = (quarter: number) => isOpen(quarter * quarterMs)
      let openMs = 0
      for (let quarter = first; quarter < end; quarter += 1) {
        const length = Math.min(to, (quarter + 1) * quarterMs) - Math.max(from, quarter * quarterMs)
        if (isIn(quarter)) openMs += length
      }
      return devicesOf(point).map(({ id, device }) => {
        const open = tallies.between(id, first, end).filter(({ quarter }) => isIn(quarter))
        const aliveMs = open.reduce((sum, { tally }) => sum + (tally.alive ?? 0), 0)
        return { device, openMs, aliveMs: Math.min(aliveMs, openMs) }
      })
    },
    ratings() {
      const all = touchpoints.all(devices.all()).flatMap(scale)
      return [...new Set(all)].sort((one, other) => one - other)
    },
    everything,
    today: (point, now) => ({
      ...numbers(point, dayOf(now, point.site.timeZone)),
      siteName: point.site.name ?? point.site.id,
      name: point.touchpoint.name ?? point.touchpoint.id,
      timeZone: point.site.timeZone,
      metric: point.touchpoint.question.metric,
      survey: point.touchpoint.survey,
      threshold: point.touchpoint.threshold,
      devices: healthsOf(point, now),
    }),
  }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
