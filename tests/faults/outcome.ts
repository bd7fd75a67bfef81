/** What came of a fault that was brought about many times. */
export interface Outcome {
  /** How often it was brought about. */
  faults: number
  /** Events whose sender was told that they are stored. */
  acknowledged: number
  /** Acknowledged, and not in the event log. */
  missing: number
  /** In the event log twice, or presses counted more often than they are there. */
  doubled: number
  /** How long each restart took, until the gateway answered over HTTP. */
  restartsMs: number[]
  /** Whatever else is not as it should be, one sentence each. */
  problems: string[]
}

/** One fault on data of its own in a folder; a greater size brings it about more often. */
export type Fault = (folder: string, size: number) => Promise<Outcome>

export const sumOf = (outcomes: Outcome[]): Outcome => {
  const sum = (figure: 'faults' | 'acknowledged' | 'missing' | 'doubled') =>
    outcomes.reduce((total, outcome) => total + outcome[figure], 0)
  return {
    faults: sum('faults'),
    acknowledged: sum('acknowledged'),
    missing: sum('missing'),
    doubled: sum('doubled'),
    restartsMs: outcomes.flatMap(({ restartsMs }) => restartsMs),
    problems: outcomes.flatMap(({ problems }) => problems),
  }
}
