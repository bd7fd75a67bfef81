import { type Counter, compareFacts, count, type Fact, newCounter } from './counting/count.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { RulesAt } from './counting/rules.ts'
import { add, addTo } from './counting/tally.ts'
import { factOf } from './database/facts.ts'
import type { Tables } from './database/tables.ts'
import type { Counted } from './database/tallies.ts'
import { TallyChanges } from './tally-changes.ts'

/** Counts the facts of each device quarter-hour by quarter-hour. */
export interface QuarterCount {
  /** Counts new facts of a device, which stand among its facts already, and a span of moved ones. */
  count(device: number, added: Fact[], moved: { from: number; to: number } | null): void
  /**
   * Counts facts that came late, from before the horizon, on top of what is kept there. Where they
   * go on after all that is kept, they are counted on; else by themselves.
   */
  countLate(device: number, late: Fact[]): void
  /**
   * Counts facts again that were counted by other rules, from a quarter on, so many quarters at
   * most; gives the quarter to go on with, or null when all is done.
   */
  again(device: number, from: number, most: number): number | null
  /** To be called when a transaction failed. */
  forget(): void
}

/** The newest counted quarter-hour of a device and its last fact; null before the first one. */
interface End {
  counted: Counted
  last: Fact | null
}

export function openQuarterCount(
  { facts, tallies, horizons }: Tables,
  rulesOf: (device: number) => RulesAt,
): QuarterCount {
  /** Where the count of each device usually goes on. */
  const ends = new Map<number, End>()
  /** Where the count of what came late was broken off. */
  const lateEnds = new Map<number, End>()

  /** Where the count of a device that was never counted begins. */
  function beginning(device: number, { time }: Fact): End | undefined {
    if (tallies.newest(device)) return undefined
    return { counted: { quarter: quarterOf(time), entries: {}, counter: newCounter }, last: null }
  }

  /** Facts that come after all others of their device are counted on where the count stands. */
  function extend(device: number, facts: Fact[], end: End): void {
    const rulesAt = rulesOf(device)
    const changes = new TallyChanges()
    for (const [quarter, some] of Map.groupBy(facts, ({ time }) => quarterOf(time))) {
      const { counted } = end
      const before = quarter === counted.quarter ? counted : { ...counted, quarter, entries: {} }
      end.counted = countOn(before, some, rulesAt, changes)
      tallies.saveCounted(device, end.counted)
    }
    end.last = facts.at(-1) ?? end.last
    ends.set(device, end)
    changes.save(device, tallies)
  }

  /**
   * Counts from a quarter on anew. Past `through`, the last quarter with anything new in it, the
   * first quarter that ends as it did before ends the work: all later ones stay as they are. So
   * does whatever comes after the first `most` quarters; then it gives the next one.
   */
  function recount(
    device: number,
    from: number,
    { through, most }: { through: number; most: number },
  ): number | null {
    const rulesAt = rulesOf(device)
    const changes = new TallyChanges()
    let counter: Counter = tallies.lastCountedBefore(device, from)?.counter ?? newCounter
    let end: End | undefined
    let isEnd = true
    let goOn: number | null = null
    let done = 0
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
      const counted = countOn({ quarter, entries: {}, counter }, inQuarter, rulesAt, changes)
      counter = counted.counter
      const last = inQuarter.at(-1)
      if (last) end = { counted, last }
      if (before) changes.takeBack(before)
      tallies.saveCounted(device, counted)
      const converged = before && JSON.stringify(before.counter) === JSON.stringify(counter)
      done += 1
      if (done === most) goOn = quarter + 1
      if (goOn !== null || (quarter > through && converged)) {
        isEnd = ends.get(device)?.counted.quarter === quarter
        break
      }
    }
    if (isEnd) {
      // Where all facts from there on have moved away, it is not known.
      if (end) ends.set(device, end)
      else ends.delete(device)
    }
    changes.save(device, tallies)
    return goOn
  }

  /** Where the count of what comes late goes on: after all that is known, or from nothing. */
  function lateEnd(device: number, late: Fact[], first: Fact): End {
    const quarter = quarterOf(first.time)
    const known = lateEnds.get(device)
    const before = tallies.lastCountedBefore(device, quarter + 1)
    if (known?.last && before?.quarter === known.counted.quarter && isAfter(first, known.last)) {
      return known
    }
    const isLast = () => {
      const after = facts.inQuarter(device, quarter).filter(one => !isAfter(first, factOf(one)))
      return after.length === late.filter(({ time }) => quarterOf(time) === quarter).length
    }
    const isNext = before && (before.quarter < quarter || isLast())
    const counted = isNext ? before : { quarter: -1, entries: {}, counter: newCounter }
    return { counted, last: null }
  }

  function countLate(device: number, sorted: Fact[]) {
    const [first] = sorted
    if (!first) return
    const rulesAt = rulesOf(device)
    const changes = new TallyChanges()
    const end = lateEnd(device, sorted, first)
    for (const [quarter, some] of Map.groupBy(sorted, ({ time }) => quarterOf(time))) {
      const kept = tallies.counted(device, quarter)
      const { counter } = end.counted
      const isOwn = quarter === end.counted.quarter
      end.counted = countOn(
        { quarter, entries: kept?.entries ?? {}, counter },
        some,
        rulesAt,
        changes,
      )
      const after = kept && !isOwn ? kept.counter : end.counted.counter
      tallies.saveCounted(device, { ...end.counted, counter: after })
    }
    lateEnds.set(device, { ...end, last: sorted.at(-1) ?? null })
    changes.save(device, tallies)
    // What comes after goes on from there.
    const horizon = horizons.of(device)
    recount(device, horizon, { through: horizon, most: Number.POSITIVE_INFINITY })
  }

  function dropCounted(device: number, quarter: number, changes: TallyChanges) {
    const before = tallies.counted(device, quarter)
    if (before) changes.takeBack(before)
    tallies.dropCounted(device, quarter)
  }

  return {
    count(device, added, moved) {
      const horizon = horizons.of(device)
      const sorted = added.filter(({ time }) => quarterOf(time) >= horizon).sort(compareFacts)
      const [first, last] = [sorted[0], sorted.at(-1)]
      const end = first && (ends.get(device) ?? beginning(device, first))
      if (end && !moved && (end.last === null || isAfter(first, end.last))) {
        extend(device, sorted, end)
        return
      }
      const times = [first?.time, last?.time, moved?.from, moved?.to].flatMap(time => time ?? [])
      if (times.length === 0) return
      const [from, through] = [Math.min(...times), Math.max(...times)].map(quarterOf)
      const most = Number.POSITIVE_INFINITY
      recount(device, Math.max(horizon, from ?? 0), { through: through ?? 0, most })
    },
    again: (device, from, most) =>
      recount(device, Math.max(horizons.of(device), from), {
        through: Number.POSITIVE_INFINITY,
        most,
      }),
    countLate: (device, late) => countLate(device, late.toSorted(compareFacts)),
    forget() {
      ends.clear()
      lateEnds.clear()
    },
  }
}

const isAfter = (fact: Fact, other: Fact) => compareFacts(fact, other) > 0

/** Counts facts of one quarter on, and books what they change. */
function countOn(before: Counted, facts: Fact[], rulesAt: RulesAt, changes: TallyChanges): Counted {
  const booked = new TallyChanges()
  // All of one quarter-hour are counted by the same.
  const rules = rulesAt(before.quarter * quarterMs)
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
