import { type Counter, count, type Fact, newCounter } from './count.ts'
import { quarterOf } from './quarter.ts'
import type { RulesAt } from './rules.ts'
import { add, type Tally } from './tally.ts'

/** Counts the facts of one device, given in the order of `compareFacts`. */
export interface Derivation {
  take(fact: Fact): void
  /** Tallies by quarter-hour of what was taken. */
  tallies(): Map<number, Tally>
}

export function openDerivation(rulesAt: RulesAt): Derivation {
  const tallies = new Map<number, Tally>()
  let counter: Counter = newCounter
  return {
    take(fact) {
      const { after, entries } = count(counter, fact, rulesAt(fact.time))
      counter = after
      for (const { time, what, by } of entries) {
        const quarter = quarterOf(time)
        const tally = tallies.get(quarter) ?? {}
        add(tally, what, by)
        tallies.set(quarter, tally)
      }
    },
    tallies: () => new Map([...tallies].filter(([, tally]) => Object.keys(tally).length > 0)),
  }
}

/** Tallies by quarter-hour of all facts of one device, given in the order of `compareFacts`. */
export function deriveTallies(facts: Iterable<Fact>, rulesAt: RulesAt): Map<number, Tally> {
  const derivation = openDerivation(rulesAt)
  for (const fact of facts) derivation.take(fact)
  return derivation.tallies()
}
