/** Customers by what each of them adds to an index, which is the mean of that. */
export interface Sample {
  scores: (readonly [score: number, customers: number])[]
  /** The least and the most that one customer can add. */
  lowest: number
  highest: number
}

export const sizeOf = ({ scores }: Sample) => scores.reduce((sum, [, n]) => sum + n, 0)

export const pointsIn = ({ scores }: Sample) =>
  scores.reduce((sum, [score, n]) => sum + score * n, 0)

export const meanOf = (sample: Sample) => pointsIn(sample) / sizeOf(sample)

/** Sum of the squared distances from the mean. */
export function scatterOf(sample: Sample): number {
  const mean = meanOf(sample)
  return sample.scores.reduce((sum, [score, n]) => sum + n * (score - mean) ** 2, 0)
}
