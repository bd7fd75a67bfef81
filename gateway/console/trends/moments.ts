import { dateTime } from '../frame/format.ts'
import type { Length } from './choices.ts'

const fewDays = 10

/** What stands under a moment of a chart. */
export function labelOf(from: number, by: Length, count: number, timeZone: string): string {
  if (by === 'hour') {
    const day = count > 30 ? ({ weekday: 'short' } as const) : {}
    return dateTime(from, { ...day, hour: 'numeric', minute: '2-digit', timeZone })
  }
  const weekday = by === 'day' && count <= fewDays ? ({ weekday: 'short' } as const) : {}
  return dateTime(from, { ...weekday, day: 'numeric', month: 'short', timeZone })
}

/** The same in full. */
export function nameOfSpan(from: number, by: Length, timeZone: string): string {
  const clock = by === 'hour' ? ({ hour: 'numeric', minute: '2-digit' } as const) : {}
  return dateTime(from, { weekday: 'short', day: 'numeric', month: 'long', ...clock, timeZone })
}
