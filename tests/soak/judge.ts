import type { Outcome } from '../faults/outcome.ts'

/** From the start of the process to its first answer, nineteen times of twenty. */
const longestRestartMs = 2000

/** The figures of an outcome, and whether they are good. */
export function judge({ restartsMs, problems, ...counts }: Outcome) {
  const sorted = restartsMs.toSorted((one, other) => one - other)
  const percentile = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
  const restarts = {
    restarts: sorted.length,
    medianMs: percentile(0.5),
    p95Ms: percentile(0.95),
    slowestMs: Math.round(sorted.at(-1) ?? 0),
  }
  const isUnharmed = counts.missing === 0 && counts.doubled === 0 && problems.length === 0
  const passed = isUnharmed && restarts.p95Ms <= longestRestartMs
  return { ...counts, ...restarts, problems, passed }
}
