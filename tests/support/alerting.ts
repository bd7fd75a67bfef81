import { onTestFinished } from 'vitest'
import { startAlerting } from '../../gateway/alerts/alerting.ts'
import { someBooks } from './gateway.ts'

/** A shop of which nothing is known yet, watched by a clock that the test sets. */
export function alertingAt(start: number, data?: string) {
  const clock = { at: start }
  const now = () => clock.at
  const books = someBooks({ ...(data && { data }), sites: [{ id: 'hall', timeZone: 'UTC' }], now })
  const alerting = startAlerting(books, 1, now)
  onTestFinished(alerting.close)
  return { clock, books, alerting }
}
