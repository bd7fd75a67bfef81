import { type Counter, count, type Fact, newCounter } from './count.ts'
import { quarterOf } from './quarter.ts'
import type { RulesAt } from './rules.ts'
import { add, type Tally } from './tally.ts'

/** Tallies by quarter-hour of all facts of one device, given in the order of `compareFacts`. */
export function deriveTallies(facts: Iterable<Fact>, rulesAt: RulesAt): Map<number, Tally> {
  const tallies = new Map<number, Tally>()
  let counter: Counter = newCounter
  for (const fact of facts) {
    const { after, entries } = count(counter, fact, rulesAt(fact.time))
    counter = after
    for (const { time, what, by } of entries) {
      const quarter = quarterOf(time)
      const tally = tallies.get(quarter) ?? {}
      add(tally, what, by)
      tallies.set(quarter, tally)
    }
  }
  for (const [quarter, tally] of tallies) {
    if (Object.keys(tally).length === 0) tallies.delete(quarter)
  }
  return tallies
}
