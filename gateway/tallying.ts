import { type Counter, compareFacts, count, type Fact, newCounter } from './counting/count.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { Rules } from './counting/rules.ts'
import { add, addTo, type Tally } from './counting/tally.ts'
import type { EventLog } from './database/event-log.ts'
import type { Counted, Tallies } from './database/tallies.ts'

/** Keeps the tallies in step with the event log, inside the transaction that stores the events. */
export interface Tallying {
  /** Counts new facts of a device, which are in the event log already. */
  take(device: number, facts: Fact[]): void
  /** Counts everything from a moment on anew. */
  recount(device: number, from: number): void
  /** To be called when a transaction failed. */
  forget(): void
}

export function startTallying(
  log: EventLog,
  tallies: Tallies,
  rulesOf: (device: number) => Rules,
): Tallying {
  /** The newest counted quarter of each device and its last fact: the end that usually grows. */
  const ends = new Map<number, { counted: Counted; last: Fact }>()

  /** Facts that come after all others of their device are counted on where the count stands. */
  function extend(device: number, facts: Fact[]): void {
    const end = ends.get(device)
    if (!end) return
    const rules = rulesOf(device)
    const changes = new Changes()
    let { counted } = end
    for (const fact of facts) {
      const quarter = quarterOf(fact.time)
      if (quarter !== counted.quarter) {
        tallies.saveCounted(device, counted)
        counted = { quarter, entries: {}, counter: counted.counter }
      }
      counted = countOn(counted, fact, rules, changes)
      end.last = fact
    }
    end.counted = counted
    tallies.saveCounted(device, counted)
    changes.save(device, tallies)
  }

  /**
   * Counts from a quarter on anew. Past `through`, the last quarter with anything new in it, the
   * first quarter that ends as it did before ends the work: all later ones stay as they are.
   */
  function recount(device: number, from: number, through: number): void {
    const rules = rulesOf(device)
    const changes = new Changes()
    let counter: Counter = tallies.lastCountedBefore(device, from)?.counter ?? newCounter
    let end: { counted: Counted; last: Fact } | undefined
    let isEnd = true
    for (let quarter = from; ; quarter += 1) {
      const next = log.nextTime(device, quarter * quarterMs)
      const nextQuarter = next === null ? Number.MAX_SAFE_INTEGER : quarterOf(next)
      // Facts that moved away leave quarters behind in which nothing happened.
      for (const empty of tallies.countedQuarters(device, quarter, nextQuarter - 1)) {
        dropCounted(device, empty, changes)
      }
      if (next === null) break
      quarter = nextQuarter
      const facts = log.between(device, quarter * quarterMs, (quarter + 1) * quarterMs)
      const before = tallies.counted(device, quarter)
      let counted: Counted = { quarter, entries: {}, counter }
      for (const fact of facts) counted = countOn(counted, fact, rules, changes)
      counter = counted.counter
      const last = facts.at(-1)
      if (last) end = { counted, last }
      if (before) changes.takeBack(before)
      tallies.saveCounted(device, counted)
      const converged = before && JSON.stringify(before.counter) === JSON.stringify(counter)
      if (quarter > through && converged) {
        isEnd = ends.get(device)?.counted.quarter === quarter
        break
      }
    }
    if (end && isEnd) ends.set(device, end)
    changes.save(device, tallies)
  }

  function dropCounted(device: number, quarter: number, changes: Changes) {
    const before = tallies.counted(device, quarter)
    if (before) changes.takeBack(before)
    tallies.dropCounted(device, quarter)
  }

  return {
    take(device, facts) {
      const sorted = facts.toSorted(compareFacts)
      const [first, last] = [sorted[0], sorted.at(-1)]
      if (!first || !last) return
      const end = ends.get(device)
      if (end && compareFacts(first, end.last) > 0) extend(device, sorted)
      else recount(device, quarterOf(first.time), quarterOf(last.time))
    },
    recount: (device, from) => recount(device, quarterOf(from), Number.MAX_SAFE_INTEGER),
    forget: () => ends.clear(),
  }
}

/** Counts one fact on, and books what it changes. */
function countOn(counted: Counted, fact: Fact, rules: Rules, changes: Changes): Counted {
  const { after, entries } = count(counted.counter, fact, rules)
  for (const { time, what, by } of entries) {
    const quarter = quarterOf(time)
    let tally = counted.entries[quarter]
    if (!tally) {
      tally = {}
      counted.entries[quarter] = tally
    }
    add(tally, what, by)
    add(changes.at(quarter), what, by)
  }
  return { ...counted, counter: after }
}

/** Changes of tallies, gathered so that each row is written once. */
class Changes {
  #byQuarter = new Map<number, Tally>()

  at(quarter: number): Tally {
    const found = this.#byQuarter.get(quarter)
    if (found) return found
    const change: Tally = {}
    this.#byQuarter.set(quarter, change)
    return change
  }

  /** Takes back what a quarter was counted as before. */
  takeBack({ entries }: Counted): void {
    for (const [quarter, tally] of Object.entries(entries))
      addTo(this.at(Number(quarter)), tally, -1)
  }

  save(device: number, tallies: Tallies): void {
    for (const [quarter, change] of this.#byQuarter) {
      if (Object.keys(change).length === 0) continue
      tallies.saveTally(device, quarter, addTo(tallies.tally(device, quarter), change))
    }
  }
}
