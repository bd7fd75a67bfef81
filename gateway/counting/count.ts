import type { DeviceEvent } from '../../shared/events.ts'
import { enterAlive } from './alive.ts'
import { type Ballot, cast, newBallot } from './ballot.ts'
import { type BootCounts, compareCounts, countOf, withBoot } from './boot-count.ts'
import { type Rules, ratingOf } from './rules.ts'
import type { Entry } from './tally.ts'
import type { Told } from './told.ts'
import { endAll, isOver, isSame, nameOf, type Visit } from './visit.ts'

/** An event with the moment at which it counts (epoch ms). */
export interface Fact {
  time: number
  event: Told
}

type Heartbeat = Extract<DeviceEvent, { kind: 'heartbeat' }>

export type Health = Pick<Heartbeat, 'rangefinder' | 'waiting' | 'battery'>

/** A clock that was set back mixes the visits of two times; more than these never mix. */
const visitsKept = 4
/** What must be remembered of one device between two facts; it is plain data. */
export interface Counter {
  /** Whether the device can see who stands there, as it last told. */
  sees: boolean
  buttons: number | null
  /** What the device last told of itself in this boot. */
  health: Health | null
  /** Whether it is connected. */
  online: boolean
  /** Time and boot of the last fact. */
  heardAt: number | null
  heardFrom: string | null
  /** The customers who can still answer, newest first. */
  visits: Visit[]
  /** The last ones who cannot any more, newest first, as `nameOf`. */
  gone: string[]
  /** The last boots, the newest last. */
  boots: BootCounts
  /** Without eyes: the last run of presses. */
  run: Ballot | null
  /** The last presses with nobody there, as far as was told: a visit may prove to have been there. */
  unclaimed?: Unclaimed[] | undefined
}

interface Unclaimed {
  at: number
  button: number
}

/** Nobody gives a customer's answer more often. */
const unclaimedKept = 20

export const newCounter: Counter = {
  sees: false,
  buttons: null,
  health: null,
  online: false,
  heardAt: null,
  heardFrom: null,
  visits: [],
  gone: [],
  boots: {},
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
  const { time, event } = fact
  const { after, entries } = steps[event.kind](before, fact, rules)
  if (event.kind !== 'status') entries.push({ time, what: 'received', by: 1 })
  enterAlive(entries, before, fact, rules)
  const heard = { ...seeOff(after, time, rules), heardAt: time, heardFrom: event.boot }
  return { after: heard, entries }
}

/** Forgets all but the names of customers who cannot answer any more. */
function seeOff(counter: Counter, time: number, rules: Rules): Counter {
  if (!counter.visits.some(visit => isOver(visit, time, rules))) return counter
  const visits = counter.visits.filter(visit => !isOver(visit, time, rules))
  const gone = counter.visits.filter(visit => isOver(visit, time, rules)).map(nameOf)
  return { ...counter, visits, gone: [...gone, ...counter.gone].slice(0, visitsKept) }
}

/** The one order of the facts of a device. */
export function compareFacts(one: Fact, other: Fact): number {
  return (
    one.time - other.time ||
    (one.event.boot < other.event.boot ? -1 : one.event.boot > other.event.boot ? 1 : 0) ||
    one.event.seq - other.event.seq
  )
}

const steps: Record<Told['kind'], (before: Counter, fact: Fact, rules: Rules) => Step> = {
  started(before, { time, event }, rules) {
    if (event.kind !== 'started') return same(before)
    const { buttons, rangefinder } = event
    const visits = endAll(before.visits, time, rules)
    const sees = rangefinder !== null
    return same({ ...before, buttons, sees, visits, run: null, health: null, unclaimed: undefined })
  },

  status(before, { event }) {
    return same(event.kind === 'status' ? { ...before, online: event.online } : before)
  },

  heartbeat(before, { time, event }, rules) {
    if (event.kind !== 'heartbeat') return same(before)
    const { rangefinder, waiting, battery } = event
    const sees = rangefinder === 'ok'
    // Who was there when the sensor went blind may be gone: they answer for themselves no longer.
    const visits = sees ? before.visits : endAll(before.visits, time, rules)
    const { boots, entries } = compareCounts(before.boots, event, time)
    const health = { rangefinder, waiting, battery }
    return { after: { ...before, sees, visits, boots, health }, entries }
  },

  arrived(before, { time, event }, rules) {
    if (event.kind !== 'arrived') return same(before)
    // Its `left` came first: the visit is counted already, by the stay that `left` told.
    if (before.visits.some(visit => isSame(visit, event)) || isGone(before, event)) {
      return { after: before, entries: [{ time, what: 'contradiction', by: 1 }] }
    }
    return welcome({ ...before, unclaimed: undefined }, { ...event, from: time, left: null }, rules)
  },

  left(before, { time, event }, rules) {
    if (event.kind !== 'left') return same(before)
    if (before.visits.some(visit => isSame(visit, event))) {
      const visits = before.visits.map(visit =>
        isSame(visit, event) ? { ...visit, left: time } : visit,
      )
      return same({ ...before, visits })
    }
    const { newest } = countOf(before.boots, event.boot)
    if (event.visit <= newest || isGone(before, event)) return same(before)
    // The arrival was lost, or is told with a later time: the stay says when it was.
    const from = Math.max(0, time - event.stayMs)
    return claim(welcome(before, { ...event, from, left: time }, rules), rules)
  },

  pressed(unheard, { time, event }, rules) {
    if (event.kind !== 'pressed') return same(unheard)
    const counted = countOf(unheard.boots, event.boot)
    const boots = withBoot(unheard.boots, event.boot, { presses: counted.presses + 1 })
    const before = { ...unheard, boots }
    const there = before.visits.find(visit => !isOver(visit, time, rules))
    const sameRun = before.run && time - before.run.from < rules.holdOffMs ? before.run : null
    // An answer counts where its customer came, and so does the question that was asked then.
    const askedAt = (there ?? (before.sees ? null : sameRun))?.from ?? time
    const rating = ratingOf(event.button, rules.ratingsAt(askedAt), before.buttons)
    if (rating === undefined) return aside(before, time, 'unknown-button')
    const press = { at: time, rating }
    if (there) {
      if (!there.open) return aside(before, time, 'closed-hours')
      const { after: ballot, entries } = cast(there.ballot, press, rules)
      const visits = before.visits.map(visit => (visit === there ? { ...there, ballot } : visit))
      return { after: { ...before, visits }, entries }
    }
    if (!rules.isOpen(time)) return aside(before, time, 'closed-hours')
    if (before.sees) {
      const told = [...(before.unclaimed ?? []), { at: time, button: event.button }]
      const unclaimed = told.slice(-unclaimedKept)
      return aside({ ...before, unclaimed }, time, 'unattended')
    }
    const { after: run, entries } = cast(
      sameRun ?? newBallot(time, false, before.run?.recent),
      press,
      rules,
    )
    return { after: { ...before, run }, entries }
  },
}

function welcome(
  before: Counter,
  { boot, visit, from, left }: Pick<Visit, 'boot' | 'visit' | 'from' | 'left'>,
  rules: Rules,
): Step {
  const open = rules.isOpen(from)
  // Who comes next ends the visit of whoever was there: that one's `left` was lost.
  const earlier = endAll(before.visits, from, rules)
  const newest: Visit = { boot, visit, from, left, open, ballot: newBallot(from, true) }
  const counted = countOf(before.boots, boot)
  const boots = withBoot(before.boots, boot, {
    newest: Math.max(counted.newest, visit),
    visits: counted.visits + 1,
  })
  const visits = [newest, ...earlier].slice(0, visitsKept)
  const after = { ...before, sees: true, visits, boots }
  return { after, entries: open ? [{ time: from, what: 'served', by: 1 }] : [] }
}

/** The newest customer proves to have been there when somebody pressed. */
function claim({ after: before, entries }: Step, rules: Rules): Step {
  const { unclaimed = [], ...after } = before
  const [newest, ...earlier] = before.visits
  if (!newest?.open) return { after, entries }
  let { ballot } = newest
  for (const { at, button } of unclaimed) {
    const rating = ratingOf(button, rules.ratingsAt(newest.from), before.buttons)
    if (at < newest.from || isOver(newest, at, rules) || rating === undefined) continue
    const casting = cast(ballot, { at, rating }, rules)
    ballot = casting.after
    entries.push(
      { time: at, what: 'pressed', by: -1 },
      { time: at, what: 'aside:unattended', by: -1 },
      ...casting.entries,
    )
  }
  return { after: { ...after, visits: [{ ...newest, ballot }, ...earlier] }, entries }
}

const isGone = ({ gone }: Counter, visit: { boot: string; visit: number }) =>
  gone.length > 0 && gone.includes(nameOf(visit))

const same = (after: Counter): Step => ({ after, entries: [] })

const aside = (
  before: Counter,
  time: number,
  reason: 'unknown-button' | 'closed-hours' | 'unattended',
): Step => ({
  after: before,
  entries: [
    { time, what: 'pressed', by: 1 },
    { time, what: `aside:${reason}`, by: 1 },
  ],
})
