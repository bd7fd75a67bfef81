import type { DeviceEvent } from '../../shared/events.ts'
import { type Ballot, cast, newBallot } from './ballot.ts'
import { quarterMs } from './quarter.ts'
import { type Rules, ratingOf } from './rules.ts'
import type { Entry } from './tally.ts'

/** An event with the moment at which it counts (epoch ms). */
export interface Fact {
  time: number
  event: DeviceEvent
}

interface Visit {
  boot: string
  visit: number
  from: number
  /** Null while the customer is there. */
  left: number | null
  /** Whether the counter was open when the customer came. */
  open: boolean
  ballot: Ballot
}

/** A clock that was set back mixes the visits of two times; more than these never mix. */
const visitsKept = 4
/** Boots whose events may be mixed, because some had to be placed by their arrival. */
const bootsKept = 4

/** What must be remembered of one device between two facts; it is plain data. */
export interface Counter {
  /** Whether the device can see who stands there, as it last told. */
  sees: boolean
  buttons: number | null
  /** Time of the last fact. */
  heardAt: number | null
  /** The customers who are there or were last, newest first. */
  visits: Visit[]
  /** The highest visit counted of each of the last boots: a late `left` is no new customer. */
  served: Record<string, number>
  /** Without eyes: the last run of presses. */
  run: Ballot | null
}

export const newCounter: Counter = {
  sees: false,
  buttons: null,
  heardAt: null,
  visits: [],
  served: {},
  run: null,
}

interface Step {
  after: Counter
  entries: Entry[]
}

/**
 * Counts one fact. Facts of one device must come in the order of `compareFacts`; then the
 * result is a function of the set of facts, however they travelled.
 */
export function count(before: Counter, fact: Fact, rules: Rules): Step {
  const { after, entries } = steps[fact.event.kind](before, fact, rules)
  const alive = aliveEntries(before, fact.time, rules)
  return { after: { ...after, heardAt: fact.time }, entries: [...entries, ...alive] }
}

/** The one order of the facts of a device. */
export function compareFacts(one: Fact, other: Fact): number {
  return (
    one.time - other.time ||
    (one.event.boot < other.event.boot ? -1 : one.event.boot > other.event.boot ? 1 : 0) ||
    one.event.seq - other.event.seq
  )
}

const steps: Record<DeviceEvent['kind'], (before: Counter, fact: Fact, rules: Rules) => Step> = {
  started(before, { time, event }) {
    if (event.kind !== 'started') return same(before)
    const { buttons, rangefinder } = event
    const visits = endAll(before.visits, time)
    return same({ ...before, buttons, sees: rangefinder !== null, visits, run: null })
  },

  heartbeat(before, { time, event }) {
    if (event.kind !== 'heartbeat') return same(before)
    const sees = event.rangefinder === 'ok'
    // Who was there when the sensor went blind may be gone: they answer for themselves no longer.
    return same({ ...before, sees, visits: sees ? before.visits : endAll(before.visits, time) })
  },

  arrived(before, { time, event }, rules) {
    if (event.kind !== 'arrived') return same(before)
    // Its `left` came first: the visit is counted already, by the stay that `left` told.
    if (before.visits.some(visit => isSame(visit, event))) {
      return { after: before, entries: [{ time, what: 'contradiction', by: 1 }] }
    }
    return welcome(before, { ...event, from: time, left: null }, rules)
  },

  left(before, { time, event }, rules) {
    if (event.kind !== 'left') return same(before)
    if (before.visits.some(visit => isSame(visit, event))) {
      const visits = before.visits.map(visit =>
        isSame(visit, event) ? { ...visit, left: time } : visit,
      )
      return same({ ...before, visits })
    }
    if (event.visit <= (before.served[event.boot] ?? 0)) return same(before)
    // The arrival was lost, or is told with a later time: the stay says when it was.
    const from = Math.max(0, time - event.stayMs)
    return welcome(before, { ...event, from, left: time }, rules)
  },

  pressed(before, { time, event }, rules) {
    if (event.kind !== 'pressed') return same(before)
    const rating = ratingOf(event.button, rules.ratings, before.buttons)
    if (rating === undefined) return aside(before, time, 'unknown-button')
    const press = { at: time, rating }
    const there = before.visits.find(visit => isThere(visit, time, rules))
    if (there) {
      if (!there.open) return aside(before, time, 'closed-hours')
      const { after: ballot, entries } = cast(there.ballot, press, rules)
      const visits = before.visits.map(visit => (visit === there ? { ...there, ballot } : visit))
      return { after: { ...before, visits }, entries }
    }
    if (!rules.isOpen(time)) return aside(before, time, 'closed-hours')
    if (before.sees) return aside(before, time, 'unattended')
    const sameRun = before.run && time - before.run.from < rules.holdOffMs ? before.run : null
    const { after: run, entries } = cast(
      sameRun ?? newBallot(time, false, before.run?.recent),
      press,
      rules,
    )
    return { after: { ...before, run }, entries }
  },
}

function isThere(visit: Visit, time: number, rules: Rules): boolean {
  return (
    time <= (visit.left === null ? visit.from + rules.longestVisitMs : visit.left + rules.graceMs)
  )
}

function welcome(
  before: Counter,
  { boot, visit, from, left }: Pick<Visit, 'boot' | 'visit' | 'from' | 'left'>,
  rules: Rules,
): Step {
  const open = rules.isOpen(from)
  // Who comes next ends the visit of whoever was there: that one's `left` was lost.
  const earlier = endAll(before.visits, from)
  const newest: Visit = { boot, visit, from, left, open, ballot: newBallot(from, true) }
  const served = withServed(before.served, boot, visit)
  const visits = [newest, ...earlier].slice(0, visitsKept)
  const after = { ...before, sees: true, visits, served }
  return { after, entries: open ? [{ time: from, what: 'served', by: 1 }] : [] }
}

const endAll = (visits: Visit[], time: number) =>
  visits.map(visit => (visit.left === null ? { ...visit, left: time } : visit))

/** The highest visit counted of each of the last boots, the newest last. */
function withServed(served: Counter['served'], boot: string, visit: number): Counter['served'] {
  const { [boot]: known = 0, ...others } = served
  const kept = Object.entries(others).slice(1 - bootsKept)
  return Object.fromEntries([...kept, [boot, Math.max(known, visit)]])
}

const isSame = (one: Visit, other: { boot: string; visit: number }) =>
  one.boot === other.boot && one.visit === other.visit

/** The time since the last fact, quarter-hour by quarter-hour, if it was short enough. */
function aliveEntries({ heardAt, sees }: Counter, time: number, rules: Rules): Entry[] {
  if (heardAt === null || time - heardAt > rules.aliveMs) return []
  const entries: Entry[] = []
  for (let from = heardAt; from < time; ) {
    const to = Math.min(time, (Math.floor(from / quarterMs) + 1) * quarterMs)
    entries.push({ time: from, what: 'alive', by: to - from })
    if (sees) entries.push({ time: from, what: 'watched', by: to - from })
    from = to
  }
  return entries
}

const same = (after: Counter): Step => ({ after, entries: [] })

const aside = (
  before: Counter,
  time: number,
  reason: 'unknown-button' | 'closed-hours' | 'unattended',
): Step => ({ after: before, entries: [{ time, what: `aside:${reason}`, by: 1 }] })
