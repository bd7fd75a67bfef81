import type { Random } from '../../simulator/random.ts'

/** How many of `n` fall to each share, and last to none of them. */
export function drawCounts(random: Random, shares: number[], n: number): number[] {
  let sum = 0
  const bounds = Float64Array.from(shares, share => {
    sum += share
    return sum
  })
  const beyond = new Int32Array(bounds.length)
  for (let drawn = 0; drawn < n; drawn += 1) {
    const at = random.next()
    // At every bound: to stop at the right one, a processor has to guess, and guesses wrong.
    for (let index = 0; index < bounds.length; index += 1) {
      beyond[index] = (beyond[index] ?? 0) + Number(at >= (bounds[index] ?? 1))
    }
  }
  return [n, ...beyond].map((count, index) => count - (beyond[index] ?? 0))
}
