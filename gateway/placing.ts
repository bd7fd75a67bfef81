import { hearWitness, startAt, timeAt } from './counting/boot-clock.ts'
import type { Fact } from './counting/count.ts'
import { type BootSpan, inOrder, lateBootsOf } from './counting/late-boots.ts'
import { quarterOf } from './counting/quarter.ts'
import { isTrusted, latestTime } from './counting/trusted-clock.ts'
import type { Boot } from './database/boots.ts'
import type { StoredEvent } from './database/event-rows.ts'
import { factOf, isTimed, type PlacedEvent } from './database/facts.ts'
import type { Tables } from './database/tables.ts'
import { quartersOf } from './facts.ts'

/** What a batch of events did to the facts of one device. */
interface Placement {
  /** New facts whose time is known well enough to be counted in a quarter-hour. */
  facts: Fact[]
  /** Older facts were moved within this span, both ends part of it. */
  moved: { from: number; to: number } | null
  /** Older facts that were moved to before the horizon from after it, or from no quarter-hour. */
  frozen: Fact[]
  /** Boots with facts of which nobody knows the quarter-hour. */
  untimed: Set<number>
}

/** Finds out when events happened. The result is a function of the set of events in the log. */
export interface Placing {
  /** Enters new events of one device among its facts, and moves those that they cast new light on. */
  place(device: number, batch: StoredEvent[]): Placement
  /** To be called when a transaction failed. */
  forget(): void
}

export function openPlacing(tables: Tables): Placing {
  const { boots, knots, facts, lateBoots, holes, horizons } = tables
  /** Of each device, when late boots were last looked for: the newest, and whether any could be. */
  const judged = new Map<number, { newest: BootSpan; mayBeLate: boolean }>()

  function hear({ boot, receivedAt, event }: StoredEvent) {
    return hearWitness(knots.of(boot), event.up, latestTime(event, receivedAt) - event.up)
  }

  /** A boot needs no clock of ours until the first of its events that has none of its own. */
  function needsClock(device: number, id: number): boolean {
    if (boots.get(id).unclocked === 0) return false
    if (knots.first(id)) return true
    for (const quarter of quartersOf(facts, device)) {
      for (const { stored } of facts.inQuarter(device, quarter)) {
        if (stored.boot === id) hear(stored)
      }
    }
    return true
  }

  function placed(stored: StoredEvent): PlacedEvent {
    const { boot, receivedAt, event } = stored
    if (isTrusted(event, receivedAt)) return { stored, time: event.at, errorMs: null }
    const late = lateBoots.get(boot)
    if (!late) return { stored, ...timeAt(knots.of(boot), event.up) }
    return { stored, time: Math.max(0, late.start + event.up), errorMs: late.errorMs }
  }

  function move(device: number, old: PlacedEvent[], to: Placement) {
    const moves = old
      .map(before => ({ before, after: placed(before.stored) }))
      .filter(({ before, after }) => before.time !== after.time || before.errorMs !== after.errorMs)
    facts.remove(
      device,
      moves.map(({ before }) => before),
    )
    facts.add(
      device,
      moves.map(({ after }) => after),
    )
    for (const place of moves.flatMap(({ before, after }) => [before, after])) {
      const { time, stored } = place
      to.moved = {
        from: Math.min(time, to.moved?.from ?? time),
        to: Math.max(time, to.moved?.to ?? time),
      }
      if (!isTimed(place)) to.untimed.add(stored.boot)
    }
    const horizon = horizons.of(device)
    const isFrozen = (place: PlacedEvent) => isTimed(place) && quarterOf(place.time) < horizon
    for (const { before, after } of moves) {
      if (isFrozen(after) && !isFrozen(before)) to.frozen.push(factOf(after))
    }
    markHoles(moves.map(({ after }) => after))
  }

  /** An event after a hole says when the hole ended. */
  function markHoles(placed: PlacedEvent[]) {
    for (const [boot, ofBoot] of Map.groupBy(placed, ({ stored }) => stored.boot)) {
      const nexts = nextsOf(boots.get(boot))
      if (nexts.size === 0) continue
      for (const { time, stored } of ofBoot) {
        const { seq } = stored.event
        if (nexts.has(seq)) holes.put(boot, seq, stored.device, time)
      }
    }
  }

  /** Looks for boots that never reached us in time; they, or those no longer so, are moved. */
  function judgeLate(device: number, to: Placement) {
    const isHeard = ({ received, connected }: Boot) => received.length > 0 || connected !== null
    const spans = boots.of(device).filter(isHeard).map(spanOf)
    const mayBeLate = spans.some(({ id, hasClock }) => !hasClock || lateBoots.get(id))
    const newest = inOrder(spans).at(-1)
    if (newest) judged.set(device, { newest, mayBeLate })
    if (!mayBeLate) return
    const late = lateBootsOf(spans)
    for (const { id, start, end, lastUp } of spans) {
      const [before, after] = [lateBoots.get(id), late.get(id)]
      if (before?.start === after?.start && before?.errorMs === after?.errorMs) continue
      const from = before?.start ?? start
      const until = before ? before.start + lastUp : end
      const old = facts.estimated(device, id, Math.max(0, from), until)
      lateBoots.put(id, after)
      move(device, old, to)
    }
  }

  function spanOf({ id, boot, since, start, end, lastUp, clocked, connected }: Boot): BootSpan {
    const [first, last] = [knots.first(id), knots.of(id).before(Number.MAX_SAFE_INTEGER)]
    const span = { id, boot, since, lastUp, hasClock: clocked > 0, connected }
    return first && last
      ? { ...span, start: startAt(first), end: startAt(last) + lastUp }
      : { ...span, start, end }
  }

  return {
    place(device, batch) {
      const placement: Placement = { facts: [], moved: null, frozen: [], untimed: new Set() }
      const touched = new Set(batch.map(({ boot }) => boot))
      const before = judged.get(device)
      const clockless = new Set([...touched].filter(id => needsClock(device, id)))
      for (const stored of batch) {
        if (!clockless.has(stored.boot)) continue
        const moved = hear(stored)
        if (moved && !lateBoots.get(stored.boot)) {
          move(device, facts.estimated(device, stored.boot, moved.from, moved.to), placement)
        }
      }
      const isInDoubt = (id: number) => {
        if (id !== before?.newest.id) return true
        return before.mayBeLate && isElsewhere(before.newest, spanOf(boots.get(id)))
      }
      if ([...touched].some(isInDoubt)) judgeLate(device, placement)
      const places = batch.map(placed)
      facts.add(device, places)
      markHoles(places)
      for (const place of places) {
        const { time, stored } = place
        if (isTimed(place)) placement.facts.push({ time, event: stored.event })
        else placement.untimed.add(stored.boot)
      }
      for (const id of touched) holes.keep(id, nextsOf(boots.get(id)))
      return placement
    },
    forget: () => judged.clear(),
  }
}

/** That the newest boot goes on says nothing of where the others lie. */
const isElsewhere = (before: BootSpan, after: BootSpan) =>
  after.start !== before.start || after.since !== before.since || after.end < before.end

const nextsOf = ({ received }: Boot) =>
  new Set(received.map(([first]) => first).filter(first => first > 1))
