import { z } from 'zod'

/** A headcount that is under way on this tablet; times in epoch ms by the clock of the gateway. */
export const Counting = z.object({
  id: z.int(),
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  /** When it ends by itself, or was ended. */
  to: z.int(),
  /** How far the gateway's clock is ahead of this one, ms. */
  ahead: z.int(),
  taps: z.int(),
  /** Taps that the gateway does not have yet. */
  waiting: z.array(z.int()),
})
export type Counting = z.infer<typeof Counting>

export const isOver = ({ to, ahead }: Counting, at: number) => at + ahead >= to

/** `at`: epoch ms by the clock of this tablet. Whoever taps twice in a moment taps once. */
export function afterTap(counting: Counting, at: number): Counting {
  const { taps, waiting, ahead } = counting
  if (isOver(counting, at) || waiting.includes(at + ahead)) return counting
  return { ...counting, taps: taps + 1, waiting: [...waiting, at + ahead] }
}

export const afterSent = (counting: Counting, tap: number): Counting => ({
  ...counting,
  waiting: counting.waiting.filter(one => one !== tap),
})

export function afterEnd(counting: Counting, at: number): Counting {
  return { ...counting, to: Math.min(counting.to, at + counting.ahead) }
}
