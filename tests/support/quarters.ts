import { quarterMs } from '../../gateway/counting/quarter.ts'

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
