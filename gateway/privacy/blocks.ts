import type { Day, Span } from '../calendar.ts'
import { quarterMs } from '../counting/quarter.ts'

/** What happened from one moment to another. */
export interface Happened {
  served: number
  answers: number
}

/**
 * Cuts time into blocks, the least of which anything is told: each holds enough answers, or nobody
 * came in it. Every period that is told is made of whole blocks, so nothing smaller comes out when
 * one is subtracted from another.
 *
 * A block ends with the first quarter-hour that makes it large enough; but within an hour only when
 * enough are left for the rest of the hour, and at the end of an hour only when enough are left for
 * the day. So hours and days end with a block wherever they can. As time goes on blocks are added
 * and none is changed, so what was told yesterday and what is told today cannot be subtracted
 * either.
 */
export function blocksIn(
  days: Omit<Day, 'startsMonth'>[],
  minimum: number,
  /** What comes later is not known yet. */
  now: number,
  happened: (from: number, to: number) => Happened,
): Span[] {
  const blocks: Span[] = []
  let begun = days[0]?.from ?? 0
  const isEnough = ({ answers }: Happened) => answers >= minimum
  const isNothing = ({ served, answers }: Happened) => served === 0 && answers === 0
  const isBlock = (to: number) => {
    if (to > now) return false
    const inBlock = happened(begun, to)
    return isEnough(inBlock) || isNothing(inBlock)
  }
  /** For the rest of the hour; where nobody comes in that, for the rest of the day. */
  const leavesEnough = (from: number, end: number, later?: number): boolean => {
    const left = happened(from, Math.min(end, now))
    if (isEnough(left)) return true
    return end <= now && isNothing(left) && (later === undefined || leavesEnough(from, later))
  }
  const end = (to: number) => {
    blocks.push({ from: begun, to })
    begun = to
  }

  for (const day of days) {
    for (const hour of day.hours) {
      for (let to = hour.from + quarterMs; to < hour.to; to += quarterMs) {
        if (isBlock(to) && leavesEnough(to, hour.to, day.to)) end(to)
      }
      if (hour.to < day.to && isBlock(hour.to) && leavesEnough(hour.to, day.to)) end(hour.to)
    }
    if (isBlock(day.to)) end(day.to)
  }
  return blocks
}

/** What came since the last block, up to now: it grows with each answer, once it is large enough. */
export function runningBlock(
  { from, to }: Span,
  minimum: number,
  happened: (from: number, to: number) => Happened,
): Span[] {
  return from < to && happened(from, to).answers >= minimum ? [{ from, to }] : []
}

/** The blocks that lie wholly in a span. */
export const blocksWithin = (blocks: Span[], { from, to }: Span) =>
  blocks.filter(block => block.from >= from && block.to <= to)
