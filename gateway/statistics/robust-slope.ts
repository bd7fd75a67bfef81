/** A point of a line that is hidden in noise. */
export interface Measured {
  x: number
  y: number
}

/** Change of y per x, and where it lies, 95 % sure. */
export interface Slope {
  value: number
  low: number
  high: number
}

const sure = 1.96
/** Of fewer points no interval is 95 % sure. */
const fewest = 5

/**
 * The median of the slopes between all pairs of points (Theil 1950), with the interval by
 * Kendall's tau (Sen 1968): a wild value here and there changes little. Null where points are too
 * few to say anything.
 */
export function robustSlope(points: Measured[]): Slope | null {
  const slopes = points
    .flatMap((one, index) =>
      points
        .slice(index + 1)
        .filter(other => other.x !== one.x)
        .map(other => (other.y - one.y) / (other.x - one.x)),
    )
    .sort((one, other) => one - other)
  const n = points.length
  if (n < fewest) return null
  const spread = sure * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const low = slopes[Math.max(0, Math.floor((slopes.length - spread) / 2 - 1))]
  const high = slopes[Math.min(slopes.length - 1, Math.ceil((slopes.length + spread) / 2))]
  const middle = slopes.length / 2
  const [left, right] = [slopes[Math.ceil(middle) - 1], slopes[Math.floor(middle)]]
  if (low === undefined || high === undefined || left === undefined || right === undefined) {
    return null
  }
  return { value: (left + right) / 2, low, high }
}
