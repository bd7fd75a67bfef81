import { topics } from '../shared/topics.ts'
import { quarterOf } from './counting/quarter.ts'
import type { StoredEvent } from './database/event-rows.ts'
import type { Tables } from './database/tables.ts'
import { openPlacing } from './placing.ts'
import { openQuarterCount } from './quarter-count.ts'
import type { Touchpoints } from './touchpoints.ts'
import { countUntimed } from './untimed-count.ts'

/** Brings everything that is derived up to the event log. */
export interface Tallying {
  /**
   * Counts a slice of what was not counted yet: some of the events of one device, or all of a round.
   * So many events at most are a round, and are counted before the next one begins.
   */
  countSlice(most: number, atOnce?: number): void
  isInRound(): boolean
  /** Keeps events that were just stored at hand, so that they need not be read again. */
  keepAtHand(stored: StoredEvent[]): void
  /** How many events of the log are not counted yet. */
  waiting(): number
  /** Leaves the next event uncounted, which says so among the rejections; gives its place. */
  passOver(why: string): number
  /** Counts a device again by the rules of now, as `QuarterCount.again` does. */
  countAgain(device: number, from: number, most: number): number | null
  /** Throws everything derived away, to be counted anew. */
  startOver(): void
  /** To be called when a transaction failed. */
  forget(): void
}

/** In each round the newest pages of all devices are written anew. */
export const mostInRound = 24_000

/** More than these are read again from the log when their turn comes. */
const mostAtHand = 100_000

/** Events of one device, in the order of the log. */
interface OfDevice {
  device: number
  told: StoredEvent[]
}

/** What stands up to a place in the log, and what stands after it. */
function divide(told: StoredEvent[], place: number): [upTo: StoredEvent[], after: StoredEvent[]] {
  const first = told.findIndex(({ id }) => id > place)
  if (first === 0) return [[], told]
  return first < 0 ? [told, []] : [told.slice(0, first), told.slice(first)]
}

interface Round {
  /** Up to this place in the log all is counted when it ends. */
  to: number
  /** What is still to be counted, the next at the end. */
  left: OfDevice[]
}

/** Counts a log of which nothing is counted but what is kept for ever. */
export function countAll(tables: Tables, touchpoints: Touchpoints): void {
  tables.tallies.clear()
  const tallying = startTallying(tables, touchpoints, true)
  while (tallying.waiting() > 0) tallying.countSlice(mostInRound)
}

/** In a copy, what is kept for ever is not written to. */
export function startTallying(tables: Tables, touchpoints: Touchpoints, isCopy = false): Tallying {
  const { devices, log, facts, tallies, untimed, countedBy, reached, horizons } = tables
  const { rejections, notes } = tables
  const rulesOf = (id: number) => {
    const { site, device } = devices.get(id)
    return touchpoints.rulesOf(site, device)
  }
  const placing = openPlacing(tables)
  const quarterCount = openQuarterCount(tables, rulesOf)
  /** Devices of which it is noted by which rules they are counted. */
  const noted = new Set<number>()
  let atHand: StoredEvent[] = []
  let countedTo = Number(notes.read('counted') ?? 0)
  let round: Round | null = null

  function saveUntimed(device: number, boot: number) {
    untimed.put(boot, device, countUntimed(facts.untimed(device, boot), rulesOf(device)))
  }

  function noteRules(id: number) {
    if (noted.has(id)) return
    noted.add(id)
    if (countedBy.of(id)) return
    const { site, device } = devices.get(id)
    countedBy.put(id, touchpoints.datedRulesOf(site, device))
  }

  function countIn({ device, told }: OfDevice) {
    const place = told.at(-1)?.id ?? 0
    const before = reached.of(device)
    if (place <= before) return
    noteRules(device)
    const kept = horizons.countedTo(device)
    const [, fresh] = divide(told, before)
    const [old, young] = divide(fresh, kept)
    if (old.length > 0) countBatch(device, old, true)
    if (young.length > 0) countBatch(device, young, false)
    reached.put(device, place)
  }

  /** What of it was counted for good before the horizon is only placed again. */
  function countBatch(device: number, batch: StoredEvent[], isKept: boolean) {
    const { facts: added, moved, frozen, untimed } = placing.place(device, batch)
    for (const boot of untimed) saveUntimed(device, boot)
    quarterCount.count(device, added, moved)
    if (isKept || isCopy) return
    const horizon = horizons.of(device)
    const late = [...added.filter(({ time }) => quarterOf(time) < horizon), ...frozen]
    if (late.length === 0) return
    quarterCount.countLate(device, late)
    const quarter = quarterOf(Math.min(...late.map(({ time }) => time)))
    horizons.putLate(device, { quarter, countedTo: batch.at(-1)?.id ?? 0 })
  }

  function nextEvents(most: number): { stored: StoredEvent[]; last: number | null } {
    if (atHand[0]?.id !== countedTo + 1) {
      atHand = []
      return log.storedAfter(countedTo, most)
    }
    const stored = atHand.splice(0, most)
    return { stored, last: stored.at(-1)?.id ?? null }
  }

  function beginRound(most: number): Round | null {
    const { stored, last } = nextEvents(most)
    if (last === null) return null
    const left = Array.from(
      Map.groupBy(stored, one => one.device),
      ([device, told]) => ({
        device,
        told,
      }),
    )
    return { to: last, left }
  }

  function endRound(to: number) {
    countedTo = to
    notes.write('counted', String(to))
    round = null
  }

  function forget() {
    quarterCount.forget()
    placing.forget()
    tables.knots.forget()
    tables.lateBoots.forget()
    noted.clear()
    atHand = []
    round = null
    countedTo = Number(notes.read('counted') ?? 0)
  }

  return {
    countSlice(most, atOnce = Number.POSITIVE_INFINITY) {
      round ??= beginRound(most)
      const next = round?.left.at(-1)
      if (next) {
        countIn({ device: next.device, told: next.told.splice(0, atOnce) })
        if (next.told.length === 0) round?.left.pop()
      }
      if (round?.left.length === 0) endRound(round.to)
    },
    isInRound: () => round !== null,
    keepAtHand(stored) {
      if (atHand.length > mostAtHand) atHand = []
      for (const one of stored) atHand.push(one)
    },
    passOver(detail) {
      const [next] = log.loggedAfter(countedTo).next().value ?? []
      if (!next) return countedTo
      const { site, device, receivedAt, json } = next
      const payload = Buffer.from(json)
      const topic = topics.event(site, device)
      rejections.add({ receivedAt, topic, reason: 'uncountable', detail, payload })
      countedTo = next.id
      notes.write('counted', String(countedTo))
      return countedTo
    },
    countAgain(device, from, most) {
      const next = quarterCount.again(device, from, most)
      if (next === null) for (const boot of untimed.boots(device)) saveUntimed(device, boot)
      return next
    },
    waiting: () => log.last() - countedTo,
    startOver() {
      const { knots, lateBoots, holes } = tables
      for (const table of [facts, knots, lateBoots, holes, untimed, tallies, countedBy, reached]) {
        table.clear()
      }
      notes.write('counted', '0')
      forget()
    },
    forget,
  }
}
