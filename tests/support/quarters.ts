import type { Span } from '../../gateway/calendar.ts'
import { quarterMs } from '../../gateway/counting/quarter.ts'
import { type Blocks, visitBlocks } from '../../gateway/privacy/blocks.ts'

interface Happened {
  served: number
  answers: number
}

/** Sums up quarter-hours of a time that begins at 0. */
export function sumsOf(quarters: Happened[]): (from: number, to: number) => Happened {
  return (from, to) =>
    quarters.slice(from / quarterMs, to / quarterMs).reduce(
      (sum, quarter) => ({
        served: sum.served + quarter.served,
        answers: sum.answers + quarter.answers,
      }),
      { served: 0, answers: 0 },
    )
}

/** The blocks that lie wholly in a span, or all of them. */
export function spansOf(blocks: Blocks, within: Span = { from: 0, to: Infinity }): Span[] {
  const spans: Span[] = []
  visitBlocks(blocks, within, (from, to) => spans.push({ from, to }))
  return spans
}
