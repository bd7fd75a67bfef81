import type { DatePart } from './calendar-date.ts'
import { locale } from './language.ts'

const inFull = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const

/** The parts of a date in the order in which the chosen language says them. */
export function datePartsInOrder(): DatePart[] {
  const types = partsOf(0, inFull).map(({ type }) => type)
  return types.filter(type => type === 'day' || type === 'month' || type === 'year')
}

/** As it is said within a date; 1 is January. */
export function monthName(month: number): string {
  const parts = partsOf(Date.UTC(2024, month - 1), inFull)
  return parts.find(({ type }) => type === 'month')?.value ?? String(month)
}

/** As the clock shows it before the minutes: 09 or 21; by a clock of twice twelve hours 9. */
export function hourName(hour: number): string {
  return clockPart(hour, 'hour') ?? String(hour)
}

/** Which half of the day an hour is in, AM or PM; null where the clock goes to 24. */
export const halfName = (hour: number) => clockPart(hour, 'dayPeriod')

function clockPart(hour: number, part: 'hour' | 'dayPeriod'): string | null {
  const clock = { timeStyle: 'short', timeZone: 'UTC' } as const
  const parts = partsOf(Date.UTC(2024, 0, 1, hour), clock)
  return parts.find(({ type }) => type === part)?.value ?? null
}

const partsOf = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).formatToParts(at)
