import { Temporal } from 'temporal-polyfill'
import { dayOf, type Span } from './calendar.ts'
import { alwaysOpen, type Rules } from './counting/rules.ts'
import type { Opening } from './sites.ts'

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

type OpeningHours = Pick<Rules, 'isOpen' | 'openMs'>

/** Opening hours in the zone of a site; null is always. */
export function openingHours(opening: Opening | null, timeZone: string): OpeningHours {
  if (!opening) return alwaysOpen
  const byDay = hoursByDay(opening)
  // Facts come in order of time: the day of the last one is nearly always the day of the next.
  let day: Span = { from: 0, to: 0 }
  let open: Span[] = []
  function look(time: number) {
    if (time >= day.from && time < day.to) return
    day = dayOf(time, { timeZone, dayStart: '00:00' })
    open = openSpans(day.from, timeZone, byDay)
  }
  return {
    isOpen(time) {
      look(time)
      return open.some(span => time >= span.from && time < span.to)
    },
    openMs(from, to) {
      let sum = 0
      for (let start = from; start < to; start = day.to) {
        look(start)
        const end = Math.min(to, day.to)
        for (const span of open) {
          sum += Math.max(0, Math.min(end, span.to) - Math.max(start, span.from))
        }
      }
      return sum
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
  const today = Temporal.Instant.fromEpochMilliseconds(dayStart)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const spans = [today.subtract({ days: 1 }), today].flatMap(date =>
    (byDay.get(date.dayOfWeek) ?? []).map(([from, to]) => {
      const at = (clock: string, day: Temporal.PlainDate) =>
        day.toZonedDateTime({ timeZone, plainTime: clock }).epochMilliseconds
      const tomorrow = date.add({ days: 1 })
      if (to === '24:00') return { from: at(from, date), to: at('00:00', tomorrow) }
      return { from: at(from, date), to: at(to, to > from ? date : tomorrow) }
    }),
  )
  return joined(spans)
}

/** Hours that overlap are open once. */
function joined(spans: Span[]): Span[] {
  const result: Span[] = []
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/**
 * When the days of a counter begin: a bar that closes at three in the night sells Saturday's last
 * drinks on Saturday. On a quarter-hour, for so everything is tallied.
 */
export function dayStartOf(opening: Opening | null): string {
  const pastMidnight = Object.values(opening ?? {})
    .map(hours => [hours.slice(0, 5), hours.slice(6)] as const)
    .filter(([from, to]) => to < from)
    .map(([, to]) => to)
  const [hour = 0, minute = 0] = (pastMidnight.sort().at(-1) ?? '00:00').split(':').map(Number)
  const quarters = Math.ceil((hour * 60 + minute) / 15)
  const pad = (n: number) => String(n).padStart(2, '0')
  return `${pad(Math.floor(quarters / 4) % 24)}:${pad((quarters % 4) * 15)}`
}
