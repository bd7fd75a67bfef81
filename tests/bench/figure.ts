/** A figure, always with what it is compared to in the same run; each value is one round. */
export interface Figure {
  unit: string
  values: number[]
  comparedTo: string
  rivals: number[]
  /** Median to median. */
  ratio: number
  goal: string | null
  met: boolean | null
}

type Goal = { atLeast: number } | { atMost: number }

export function compare(asked: {
  unit: string
  values: number[]
  comparedTo: string
  rivals: number[]
  goal: Goal | null
}): Figure {
  const { unit, comparedTo, goal } = asked
  const exact = median(asked.values) / median(asked.rivals)
  return {
    unit,
    values: asked.values.map(short),
    comparedTo,
    rivals: asked.rivals.map(short),
    ratio: short(exact),
    goal: goal && ('atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`),
    met: goal && ('atLeast' in goal ? exact >= goal.atLeast : exact <= goal.atMost),
  }
}

export const short = (value: number) => Number(value.toPrecision(4))

export function median(values: number[]): number {
  const middle = values.toSorted((one, other) => one - other)[values.length >> 1]
  if (middle === undefined) throw new Error('expected at least one value to take the median of')
  return middle
}
