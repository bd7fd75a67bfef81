import { type Counter, count, type Fact, newCounter } from './count.ts'
import type { RulesAt } from './rules.ts'

export interface CountedVisit {
  from: number
  /** Null while the customer is there, or when nobody told that they left. */
  to: number | null
  /** Null for a silent customer. */
  rating: number | null
}

/** The visits in the facts of one device, given in the order of `compareFacts`. */
export function visitsIn(facts: Iterable<Fact>, rulesAt: RulesAt): CountedVisit[] {
  const visits = new Map<string, CountedVisit>()
  let counter: Counter = newCounter
  for (const fact of facts) {
    counter = count(counter, fact, rulesAt(fact.time)).after
    for (const { boot, visit, from, left, open, ballot } of counter.visits) {
      if (!open) continue
      visits.set(`${boot}/${visit}`, { from, to: left, rating: ballot.answer?.rating ?? null })
    }
  }
  return [...visits.values()].sort((one, other) => one.from - other.from)
}
