import { Temporal } from 'temporal-polyfill'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { Opening } from './settings.ts'

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
const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** The local day in which a moment lies; it may have 23 or 25 hours. */
export function dayOf(time: number, timeZone: string): Span {
  const start = zoned(time, timeZone).startOfDay()
  return { from: start.epochMilliseconds, to: startOfDayAfter(start, 1, timeZone) }
}

/** A span cut into local hours, days or weeks; the first and last may be incomplete. */
export function* cut(span: Span, by: Length, timeZone: string): Generator<Span> {
  if (by === 'none') {
    yield span
    return
  }
  for (let from = span.from; from < span.to; ) {
    const to = Math.min(span.to, endOf(from, by, timeZone))
    yield { from, to }
    from = to
  }
}

function endOf(time: number, by: Exclude<Length, 'none'>, timeZone: string): number {
  if (by === 'quarter') return (quarterOf(time) + 1) * quarterMs
  const moment = zoned(time, timeZone)
  if (by === 'week') return startOfDayAfter(moment, 8 - moment.dayOfWeek, timeZone)
  const endOfDay = startOfDayAfter(moment, 1, timeZone)
  if (by === 'day') return endOfDay
  const intoHour = (time - moment.startOfDay().epochMilliseconds) % hourMs
  return Math.min(endOfDay, time + hourMs - intoHour)
}

/** Clocks may change at midnight: a day begins when its date does, not at 00:00. */
function startOfDayAfter(moment: Temporal.ZonedDateTime, days: number, timeZone: string): number {
  return moment.toPlainDate().add({ days }).toZonedDateTime(timeZone).epochMilliseconds
}

/** Local time with its offset and zone, for people and spreadsheets. */
export const localTime = (time: number, timeZone: string) =>
  zoned(time, timeZone).toString({ timeZoneName: 'never', smallestUnit: 'second' })

/** Reads epoch ms, an ISO time with its offset, or a local date (its first moment); null: neither. */
export function readMoment(text: string, timeZone: string): number | null {
  if (/^\d+$/.test(text)) return Number(text) <= latestMoment ? Number(text) : null
  try {
    return text.includes('T')
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDate.from(text).toZonedDateTime(timeZone).epochMilliseconds
  } catch {
    return null
  }
}

/** Whether a counter is open, by its opening hours; null is always. */
export function openingHours(
  opening: Opening | null,
  timeZone: string,
): { isOpen(time: number): boolean } {
  if (!opening) return { isOpen: () => true }
  const byDay = hoursByDay(opening)
  // Facts come in order of time: the day of the last one is nearly always the day of the next.
  let day: Span = { from: 0, to: 0 }
  let open: Span[] = []
  return {
    isOpen(time) {
      if (time < day.from || time >= day.to) {
        day = dayOf(time, timeZone)
        open = openSpans(day.from, timeZone, byDay)
      }
      return open.some(span => time >= span.from && time < span.to)
    },
  }
}

type Hours = [from: string, to: string]

function hoursByDay(opening: Opening): Map<number, Hours[]> {
  const byDay = new Map<number, Hours[]>()
  for (const [days, hours] of Object.entries(opening)) {
    const [first = '', last = first] = days.split('-')
    const [from = '', to = ''] = hours.split('-')
    const start = dayNames.indexOf(first)
    const length = ((dayNames.indexOf(last) - start + 7) % 7) + 1
    for (let offset = 0; offset < length; offset += 1) {
      const day = ((start + offset) % 7) + 1
      byDay.set(day, [...(byDay.get(day) ?? []), [from, to]])
    }
  }
  return byDay
}

/** What is open on a day: its own hours, and those of the day before that last past midnight. */
function openSpans(dayStart: number, timeZone: string, byDay: Map<number, Hours[]>): Span[] {
  const today = zoned(dayStart, timeZone).toPlainDate()
  return [today.subtract({ days: 1 }), today].flatMap(date =>
    (byDay.get(date.dayOfWeek) ?? []).map(([from, to]) => {
      const at = (clock: string, day: Temporal.PlainDate) =>
        day.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds
      const tomorrow = date.add({ days: 1 })
      if (to === '24:00') return { from: at(from, date), to: at('00:00', tomorrow) }
      return { from: at(from, date), to: at(to, to > from ? date : tomorrow) }
    }),
  )
}

function zoned(time: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone)
}
