import type { Random } from '../../simulator/random.ts'

/** How many of `n` fall to each share, and last to none of them. */
export function drawCounts(random: Random, shares: number[], n: number): number[] {
  let sum = 0
  const bounds = shares.map(share => {
    sum += share
    return sum
  })
  const counts = [...shares.map(() => 0), 0]
  for (let drawn = 0; drawn < n; drawn += 1) {
    const at = random.next()
    let index = 0
    while (at >= (bounds[index] ?? 1)) index += 1
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}
