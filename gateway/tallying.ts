import { topics } from '../shared/topics.ts'
import { type Counter, compareFacts, count, type Fact, newCounter } from './counting/count.ts'
import { deriveTallies } from './counting/derive.ts'
import { quarterOf } from './counting/quarter.ts'
import type { Rules } from './counting/rules.ts'
import { add, addTo, type Tally } from './counting/tally.ts'
import type { StoredEvent } from './database/event-rows.ts'
import { factOf } from './database/facts.ts'
import type { Tables } from './database/tables.ts'
import type { Counted, Tallies } from './database/tallies.ts'
import { openPlacing } from './placing.ts'

/** Brings everything that is derived up to the event log. */
export interface Tallying {
  /** Counts the next events that were not counted yet, so many at most; says how many it found. */
  countNext(most: number): number
  /** Keeps events that were just stored at hand, so that they need not be read again. */
  keepAtHand(stored: StoredEvent[]): void
  /** How many events of the log are not counted yet. */
  waiting(): number
  /** Leaves the next event uncounted, which says so among the rejections; gives its place. */
  passOver(why: string): number
  /** Throws everything derived away, to be counted anew. */
  startOver(): void
  /** To be called when a transaction failed. */
  forget(): void
}

/** More than these are read again from the log when their turn comes. */
const mostAtHand = 100_000

export function startTallying(tables: Tables, rulesOf: (device: number) => Rules): Tallying {
  const { log, facts, tallies, untimed, rejections, horizons, notes } = tables
  const placing = openPlacing(tables)
  /** The newest counted quarter of each device and its last fact: the end that usually grows. */
  const ends = new Map<number, { counted: Counted; last: Fact }>()
  let atHand: StoredEvent[] = []
  let countedTo = Number(notes.read('counted') ?? 0)

  /** Facts that come after all others of their device are counted on where the count stands. */
  function extend(device: number, facts: Fact[], end: { counted: Counted; last: Fact }): void {
    const rules = rulesOf(device)
    const changes = new Changes()
    let counted = end.counted
    for (const fact of facts) {
      const quarter = quarterOf(fact.time)
      if (quarter !== counted.quarter) {
        tallies.saveCounted(device, counted)
        const { counter } = counted
        counted = { quarter, entries: {}, counter }
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
      let counted: Counted = { quarter, entries: {}, counter }
      for (const fact of inQuarter) counted = countOn(counted, fact, rules, changes)
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

  /** What has no place in a quarter-hour is counted for itself, boot by boot. */
  function countUntimed(device: number, boot: number) {
    const placed = facts.untimed(device, boot)
    if (placed.length === 0) {
      untimed.put(boot, device, null)
      return
    }
    const sorted = placed.map(factOf).sort(compareFacts)
    const always = { ...rulesOf(device), isOpen: () => true, openMs: () => 0 }
    const tally: Tally = {}
    for (const counted of deriveTallies(sorted, always).values()) addTo(tally, counted)
    const from = Math.min(...placed.map(({ time, errorMs }) => time - (errorMs ?? 0)))
    const to = Math.max(...placed.map(({ time, errorMs }) => time + (errorMs ?? 0)))
    untimed.put(boot, device, { from, to, tally })
  }

  function countIn(device: number, batch: StoredEvent[]) {
    const { facts: added, moved, untimed } = placing.place(device, batch)
    for (const boot of untimed) countUntimed(device, boot)
    const horizon = horizons.of(device)
    const sorted = added.filter(({ time }) => quarterOf(time) >= horizon).sort(compareFacts)
    const [first, last] = [sorted[0], sorted.at(-1)]
    const end = ends.get(device)
    if (first && end && !moved && compareFacts(first, end.last) > 0) {
      extend(device, sorted, end)
    } else if (first || moved) {
      const from = Math.min(first?.time ?? Number.MAX_SAFE_INTEGER, moved?.from ?? first?.time ?? 0)
      const through = Math.max(last?.time ?? 0, moved?.to ?? 0)
      recount(device, Math.max(horizon, quarterOf(from)), quarterOf(through))
    }
  }

  function nextEvents(most: number): { stored: StoredEvent[]; last: number | null } {
    if (atHand[0]?.id !== countedTo + 1) {
      atHand = []
      return log.storedAfter(countedTo, most)
    }
    const stored = atHand.splice(0, most)
    return { stored, last: stored.at(-1)?.id ?? null }
  }

  function forget() {
    ends.clear()
    placing.forget()
    tables.knots.forget()
    tables.lateBoots.forget()
    atHand = []
    countedTo = Number(notes.read('counted') ?? 0)
  }

  return {
    countNext(most) {
      const { stored, last } = nextEvents(most)
      if (last === null) return 0
      for (const [device, told] of Map.groupBy(stored, one => one.device)) countIn(device, told)
      const found = last - countedTo
      countedTo = last
      notes.write('counted', String(last))
      return found
    },
    keepAtHand(stored) {
      if (atHand.length > mostAtHand) atHand = []
      for (const one of stored) atHand.push(one)
    },
    passOver(detail) {
      const [next] = log.loggedAfter(countedTo, 1)
      if (!next) return countedTo
      const { site, device, receivedAt, json } = next
      const payload = Buffer.from(json)
      const topic = topics.event(site, device)
      rejections.add({ receivedAt, topic, reason: 'uncountable', detail, payload })
      countedTo = next.id
      notes.write('counted', String(countedTo))
      return countedTo
    },
    waiting: () => log.last() - countedTo,
    startOver() {
      for (const table of [facts, tables.knots, tables.lateBoots, tables.holes, untimed, tallies]) {
        table.clear()
      }
      notes.write('counted', '0')
      forget()
    },
    forget,
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
