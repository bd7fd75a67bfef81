export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof weekdays)[number]
const names: readonly string[] = weekdays

/** From opening to closing, by the clock; who closes at 00:00 does so at midnight. */
interface Hours {
  from: string
  to: string
}

export type Week = Partial<Record<Weekday, Hours>>

/** Opening hours day by day; null when a day has two, which cannot be shown so. */
export function weekOf(opening: Record<string, string>): Week | null {
  const week: Week = {}
  for (const [days, hours] of Object.entries(opening)) {
    const [from = '', to = ''] = hours.split('-')
    for (const day of daysIn(days)) {
      if (week[day]) return null
      week[day] = { from, to: to === '24:00' ? '00:00' : to }
    }
  }
  return week
}

/** The same as the gateway keeps it, days that are alike together: `mon-fri`. */
export function openingOf(week: Week): Record<string, string> {
  const opening: Record<string, string> = {}
  let first: Weekday | null = null
  for (const [index, day] of weekdays.entries()) {
    const hours = textOf(week[day])
    const next = weekdays[index + 1]
    if (hours === null) continue
    first ??= day
    if (next && textOf(week[next]) === hours) continue
    opening[first === day ? day : `${first}-${day}`] = hours
    first = null
  }
  return opening
}

function textOf(hours: Hours | undefined): string | null {
  return hours ? `${hours.from}-${hours.to === '00:00' ? '24:00' : hours.to}` : null
}

function daysIn(days: string): Weekday[] {
  const [first = '', last = first] = days.split('-')
  const start = names.indexOf(first)
  const length = ((names.indexOf(last) - start + 7) % 7) + 1
  return [...weekdays, ...weekdays].slice(start, start + length)
}
