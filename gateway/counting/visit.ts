import type { Ballot } from './ballot.ts'
import type { Rules } from './rules.ts'

/** A customer at the counter. */
export interface Visit {
  boot: string
  visit: number
  from: number
  /** Null while the customer is there. */
  left: number | null
  /** Whether the counter was open when the customer came. */
  open: boolean
  ballot: Ballot
}

/** Facts come in order of time: who is over now stays so. */
export function isOver({ from, left }: Visit, time: number, rules: Rules): boolean {
  return time > from + rules.longestVisitMs || (left !== null && time > left + rules.graceMs)
}

/** Who was there until then; one who was over by then had gone before. */
export const endAll = (visits: Visit[], time: number, rules: Rules) =>
  visits.map(visit =>
    visit.left === null && !isOver(visit, time, rules) ? { ...visit, left: time } : visit,
  )

export const nameOf = ({ boot, visit }: { boot: string; visit: number }) => `${boot}/${visit}`

export const isSame = (one: Visit, other: { boot: string; visit: number }) =>
  one.visit === other.visit && one.boot === other.boot
