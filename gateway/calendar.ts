import { Temporal } from 'temporal-polyfill'
import { quarterMs, quarterOf } from './counting/quarter.ts'

export interface Span {
  from: number
  /** Not part of it. */
  to: number
}

export const lengths = ['none', 'quarter', 'hour', 'day', 'week'] as const
export type Length = (typeof lengths)[number]

/** The last day that has an end. */
const latestMoment = 8.64e15 - 8 * 24 * 3_600_000

const hourMs = 3_600_000

export interface Day extends Span {
  hours: Span[]
  startsMonth: boolean
}

/** Days that were looked up, by a quarter-hour in them: the same are asked for again and again. */
const known = new Map<string, Day>()
const mostKnown = 5000

/** The local day in which a moment lies; it may have 23 or 25 hours. */
export function dayOf(time: number, days: Days): Span {
  const { from, to } = hourlyDayOf(time, days)
  return { from, to }
}

/** The same with its hours. */
export function hourlyDayOf(time: number, days: Days): Day {
  const name = `${days.timeZone} ${days.dayStart} ${quarterOf(time)}`
  const found = known.get(name)
  if (found) return found
  const date = dateOf(time, days)
  const span = { from: startOf(date, days), to: startOf(date.add({ days: 1 }), days) }
  const day = { ...span, hours: [...hoursIn(span, days)], startsMonth: date.day === 1 }
  if (known.size >= mostKnown) known.clear()
  known.set(name, day)
  return day
}

/** The days of a touchpoint. */
export interface Days {
  timeZone: string
  /** Local time at which a day begins, such as 00:00, or 03:00 in a bar. */
  dayStart: string
}

/** A span cut into local hours, days or weeks; the first and last may be incomplete. */
export function* cut(span: Span, by: Length, daysAt: (time: number) => Days): Generator<Span> {
  if (by === 'none') {
    yield span
    return
  }
  for (let from = span.from; from < span.to; ) {
    const days = daysAt(from)
    const to = Math.min(span.to, endOf(from, by, days))
    if (by === 'hour') yield* hoursIn({ from, to }, days)
    else yield { from, to }
    from = to
  }
}

/** The hours by the clock; one in which it changes has two parts. */
function* hoursIn({ from, to }: Span, { timeZone }: Pick<Days, 'timeZone'>): Generator<Span> {
  const [first, last] = [zoned(from, timeZone), zoned(to - 1, timeZone)]
  const offset = first.offsetNanoseconds / 1e6
  const changes = first.offsetNanoseconds !== last.offsetNanoseconds
  const change = changes ? first.getTimeZoneTransition('next')?.epochMilliseconds : undefined
  const alikeTo = Math.min(to, change ?? to)
  for (let begin = from; begin < alikeTo; ) {
    const end = Math.min(alikeTo, begin + hourMs - ((begin + offset) % hourMs))
    yield { from: begin, to: end }
    begin = end
  }
  if (alikeTo < to) yield* hoursIn({ from: alikeTo, to }, { timeZone })
}

function endOf(time: number, by: Exclude<Length, 'none'>, days: Days): number {
  if (by === 'quarter') return (quarterOf(time) + 1) * quarterMs
  if (by === 'week') {
    const date = dateOf(time, days)
    return startOf(date.add({ days: 8 - date.dayOfWeek }), days)
  }
  return dayOf(time, days).to
}

/** Weekday (1 is Monday) and hour by local time. */
export function weekHourOf(time: number, { timeZone }: Days): { weekday: number; hour: number } {
  const { dayOfWeek, hour } = zoned(time, timeZone)
  return { weekday: dayOfWeek, hour }
}

/** The date that a day bears, and when it begins. Clocks may change at midnight. */
function dateOf(time: number, days: Days): Temporal.PlainDate {
  const date = zoned(time, days.timeZone).toPlainDate()
  return time < startOf(date, days) ? date.subtract({ days: 1 }) : date
}

const startOf = (date: Temporal.PlainDate, { timeZone, dayStart }: Days) =>
  date.toZonedDateTime({ timeZone, plainTime: dayStart }).epochMilliseconds

/** Local time with its offset and zone, for people and spreadsheets. */
export const localTime = (time: number, timeZone: string) =>
  zoned(time, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** Reads epoch ms, an ISO time with its offset, or a date (its day's first moment); null: neither. */
export function readMoment(text: string, days: Days): number | null {
  if (/^\d+$/.test(text)) return Number(text) <= latestMoment ? Number(text) : null
  try {
    return text.includes('T')
      ? Temporal.Instant.from(text).epochMilliseconds
      : startOf(Temporal.PlainDate.from(text), days)
  } catch {
    return null
  }
}

function zoned(time: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone)
}
