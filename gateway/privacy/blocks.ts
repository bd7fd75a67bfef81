import type { Day, Span } from '../calendar.ts'
import { quarterMs } from '../counting/quarter.ts'

/** What happened from one moment to another. */
export interface Happened {
  served: number
  answers: number
}

/** Blocks one after the other, thousands in a month: each begins where the one before ends. */
export interface Blocks {
  from: number
  ends: number[]
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
): Blocks {
  const start = days[0]?.from ?? 0
  const ends: number[] = []
  const isEnough = ({ answers }: Happened) => answers >= minimum
  const isNothing = ({ served, answers }: Happened) => served === 0 && answers === 0
  /** For the rest of the hour; where nobody comes in that, for the rest of the day. */
  const leavesEnough = (from: number, end: number, later?: number): boolean => {
    const left = happened(from, Math.min(end, now))
    if (isEnough(left)) return true
    return end <= now && isNothing(left) && (later === undefined || leavesEnough(from, later))
  }
  /** Ends a block where it is one, and leaves enough for the times up to these moments. */
  const end = (to: number, rest?: number, later?: number) => {
    if (to > now) return
    const inBlock = happened(ends.at(-1) ?? start, to)
    if (!isEnough(inBlock) && !isNothing(inBlock)) return
    if (rest === undefined || leavesEnough(to, rest, later)) ends.push(to)
  }

  for (const day of days) {
    for (const hour of day.hours) {
      for (let to = hour.from + quarterMs; to < hour.to; to += quarterMs) end(to, hour.to, day.to)
      if (hour.to < day.to) end(hour.to, day.to)
    }
    end(day.to)
  }
  return { from: start, ends }
}

/** What came since the last block, up to now: it grows with each answer, once it is large enough. */
export function runningBlock(
  { from, to }: Span,
  minimum: number,
  happened: (from: number, to: number) => Happened,
): Blocks {
  return { from, ends: from < to && happened(from, to).answers >= minimum ? [to] : [] }
}

/** Visits the blocks that lie wholly in a span. */
export function visitBlocks(
  { from, ends }: Blocks,
  within: Span,
  visit: (from: number, to: number) => void,
): void {
  let begun = from
  for (const to of ends) {
    if (begun >= within.from && to <= within.to) visit(begun, to)
    begun = to
  }
}
