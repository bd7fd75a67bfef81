import { type Counter, compareFacts, count, type Fact, newCounter } from './counting/count.ts'
import { quarterOf } from './counting/quarter.ts'
import type { Rules } from './counting/rules.ts'
import { add, addTo, type Tally } from './counting/tally.ts'
import { factOf } from './database/facts.ts'
import type { Tables } from './database/tables.ts'
import type { Counted, Tallies } from './database/tallies.ts'

/** Counts the facts of each device quarter-hour by quarter-hour. */
export interface QuarterCount {
  /** Counts new facts of a device, which stand among its facts already, and a span of moved ones. */
  count(device: number, added: Fact[], moved: { from: number; to: number } | null): void
  /** To be called when a transaction failed. */
  forget(): void
}

/** The newest counted quarter-hour of a device and its last fact. */
interface End {
  counted: Counted
  last: Fact
}

export function openQuarterCount(
  { facts, tallies, horizons }: Tables,
  rulesOf: (device: number) => Rules,
): QuarterCount {
  /** Where the count of each device usually goes on. */
  const ends = new Map<number, End>()

  /** Facts that come after all others of their device are counted on where the count stands. */
  function extend(device: number, facts: Fact[], end: End): void {
    const rules = rulesOf(device)
    const changes = new Changes()
    for (const [quarter, some] of Map.groupBy(facts, ({ time }) => quarterOf(time))) {
      const { counted } = end
      const before = quarter === counted.quarter ? counted : { ...counted, quarter, entries: {} }
      end.counted = countOn(before, some, rules, changes)
      tallies.saveCounted(device, end.counted)
    }
    end.last = facts.at(-1) ?? end.last
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
    let end: End | undefined
    let isEnd = true
    for (let quarter = from; ; quarter += 1) {
      const next = facts.nextQuarter(device, quarter)
      // Facts that moved away leave quarters behind in which nothing happened.
      const upTo = (next ?? Number.MAX_SAFE_INTEGER) - 1
      for (const empty of tallies.countedQuarters(device, quarter, upTo)) {
        dropCounted(device, empty, changes)
      }
      if (next === null) break
      quarter = next
      const inQuarter = facts.inQuarter(device, quarter).map(factOf)
      const before = tallies.counted(device, quarter)
      const counted = countOn({ quarter, entries: {}, counter }, inQuarter, rules, changes)
      counter = counted.counter
      const last = inQuarter.at(-1)
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
    count(device, added, moved) {
      const horizon = horizons.of(device)
      const sorted = added.filter(({ time }) => quarterOf(time) >= horizon).sort(compareFacts)
      const [first, last, end] = [sorted[0], sorted.at(-1), ends.get(device)]
      if (first && end && !moved && compareFacts(first, end.last) > 0) {
        extend(device, sorted, end)
        return
      }
      const times = [first?.time, last?.time, moved?.from, moved?.to].flatMap(time => time ?? [])
      if (times.length === 0) return
      const [from, through] = [Math.min(...times), Math.max(...times)].map(quarterOf)
      recount(device, Math.max(horizon, from ?? 0), through ?? 0)
    },
    forget: () => ends.clear(),
  }
}

/** Counts facts of one quarter on, and books what they change. */
function countOn(before: Counted, facts: Fact[], rules: Rules, changes: Changes): Counted {
  const booked = new Changes()
  let { counter } = before
  for (const fact of facts) {
    const { after, entries } = count(counter, fact, rules)
    counter = after
    for (const { time, what, by } of entries) add(booked.at(quarterOf(time)), what, by)
  }
  const entries = { ...before.entries }
  for (const [quarter, tally] of booked.all()) {
    entries[quarter] = addTo({ ...entries[quarter] }, tally)
    addTo(changes.at(quarter), tally)
  }
  return { quarter: before.quarter, entries, counter }
}

/** Changes of tallies, gathered so that each row is written once. */
class Changes {
  #byQuarter = new Map<number, Tally>()
  /** Asked for again and again. */
  #last: { quarter: number; change: Tally } = { quarter: Number.NaN, change: {} }

  at(quarter: number): Tally {
    if (quarter === this.#last.quarter) return this.#last.change
    const change = this.#byQuarter.get(quarter) ?? {}
    this.#byQuarter.set(quarter, change)
    this.#last = { quarter, change }
    return change
  }

  all = () => this.#byQuarter.entries()

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
