import type { Random } from '../random.ts'

/** Moments that come by chance, so many an hour. */
export function* momentsOf(perHour: number, durationMs: number, random: Random): Generator<number> {
  if (perHour === 0) return
  let at = random.exponential(3_600_000 / perHour)
  for (; at < durationMs - 30_000; at += random.exponential(3_600_000 / perHour)) yield at
}
