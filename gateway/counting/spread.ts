import { quarterMs, quarterOf } from './quarter.ts'
import type { Rules } from './rules.ts'

/**
 * Spreads customers over the open time of a span, in whole customers by quarter-hour: together
 * they are exactly the figure. A span that was never open is spread over all of it.
 */
export function spread(
  customers: number,
  { from, to }: { from: number; to: number },
  { openMs }: Pick<Rules, 'openMs'>,
): { quarter: number; customers: number }[] {
  const open = openMs(from, to)
  const shareOf = (time: number) =>
    open > 0 ? openMs(from, time) / open : (time - from) / (to - from)
  const parts: { quarter: number; customers: number }[] = []
  let before = 0
  let shareBefore = 0
  for (let quarter = quarterOf(from); quarter * quarterMs < to; quarter += 1) {
    const share = shareOf((quarter + 1) * quarterMs)
    const upTo = Math.round(customers * share)
    if (share > shareBefore) parts.push({ quarter, customers: upTo - before })
    before = upTo
    shareBefore = share
  }
  return parts
}
