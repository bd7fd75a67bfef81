import type { Numbers } from '../../shared/numbers.ts'

export const DAYS = 7
const DAY_MS = 86_400_000

/** One day of the trend; null is a gap. */
export interface Day {
  start: number
  support: number | null
  critical: number | null
}

/** The last days up to today, whose numbers are live; a day that `past` lacks is a gap. */
export function weekOf(today: Numbers, past: readonly Numbers[], timeZone: string): Day[] {
  const byDate = new Map(past.map(numbers => [dateOf(numbers.from, timeZone), numbers]))
  byDate.set(dateOf(today.from, timeZone), today)
  return Array.from({ length: DAYS }, (_, index) => {
    const start = dayBefore(today.from, DAYS - 1 - index, timeZone)
    const numbers = byDate.get(dateOf(start, timeZone))
    return {
      start,
      support: numbers?.supportIndex ?? null,
      critical: numbers?.criticalShare ?? null,
    }
  })
}

/** The local midnight so many days before another: a day may have 23 or 25 hours. */
export function dayBefore(midnight: number, days: number, timeZone: string): number {
  const guess = midnight - days * DAY_MS
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en-GB', {
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
    timeZone,
  })
    .format(guess)
    .split(':')
    .map(Number)
  const minutes = hour * 60 + minute
  return guess - (minutes > 720 ? minutes - 1440 : minutes) * 60_000
}

function dateOf(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}
