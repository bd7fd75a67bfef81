import type { Random } from '../../simulator/random.ts'

/** How many of `n` fall to each share, and last to none of them. */
export function drawCounts(random: Random, shares: number[], n: number): number[] {
  const weights = [...shares, 1 - shares.reduce((sum, share) => sum + share, 0)]
  const counts = weights.map(() => 0)
  for (let drawn = 0; drawn < n; drawn += 1) {
    const index = random.weighted(weights)
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}
