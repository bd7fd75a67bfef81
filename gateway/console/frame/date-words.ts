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

/** As the clock shows it before the minutes: 09, or 09 AM. */
export function hourName(hour: number): string {
  const clock = { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' } as const
  const parts = partsOf(Date.UTC(2024, 0, 1, hour), clock)
  const shown = parts.filter(({ type }) => type === 'hour' || type === 'dayPeriod')
  return shown.map(({ value }) => value).join(' ')
}

const partsOf = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).formatToParts(at)
