import { shortDay, timeOfDay } from '../frame/format.ts'
import { t } from '../frame/language.ts'

const hourMs = 3_600_000
/** A day of a clock that is set back has 25. */
const shortestDayMs = 23 * hourMs

/** A span as people name it: an hour by its clock, a day by its date. */
export function nameOfSpan({ from, to }: { from: number; to: number }, timeZone: string): string {
  if (to - from >= shortestDayMs) return shortDay(from, timeZone)
  return t('entry.span', { from: timeOfDay(from, timeZone), to: timeOfDay(to, timeZone) })
}
