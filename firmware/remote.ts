import type { ButtonHealth, RangefinderHealth, RemoteFact } from '../shared/events.ts'
import { type Button, isStuck, move, type Press, settle } from './button.ts'
import { isBackground, newPlaces, type Places } from './places.ts'
import { giveUp, newPresence, type Presence, rest, sense } from './presence.ts'
import {
  healthOf,
  isSilent,
  newWatch,
  type RangefinderWatch,
  trustedUntil,
  watchReading,
} from './rangefinder-watch.ts'
import type { Zone } from './zone.ts'

/**
 * All that a remote remembers between two inputs; it changes in place, so that a reading costs
 * nothing. Times are monotonic ms since the boot.
 */
export interface Remote {
  buttons: Button[]
  /** Whether any contact may still bounce. */
  settling: boolean
  /** Presses per button in this boot. */
  pressed: number[]
  presence: Presence
  watch: RangefinderWatch
  health: RangefinderHealth
}

/**
 * What a remote sees. `heard` tells that every edge up to then has been heard, `time` comes when
 * nothing else does, for these are inputs too.
 */
export type Input =
  | { kind: 'edge'; up: number; button: number; down: boolean }
  | { kind: 'sample'; up: number; mm: number | null }
  | { kind: 'heard'; up: number }
  | { kind: 'time'; up: number }

/** What a remote knew before it began: what it had learnt, and what an installer pinned. */
interface Known {
  places?: Places | undefined
  zone?: Zone | undefined
}

export function newRemote(buttons: number, { places = newPlaces(), zone }: Known = {}): Remote {
  return {
    buttons: Array.from({ length: buttons }, () => ({ state: 'up' })),
    settling: false,
    pressed: Array.from({ length: buttons }, () => 0),
    presence: newPresence(places, zone ?? null),
    watch: newWatch(places.backgroundMm !== null),
    health: 'absent',
  }
}

const nothing: RemoteFact[] = []

/** Gives the remote what it sees; tells what happened. It reads no clock and does nothing else. */
export function observe(remote: Remote, input: Input): RemoteFact[] {
  switch (input.kind) {
    case 'edge': {
      const pressed = settleButtons(remote, input.up)
      remote.buttons = remote.buttons.map((button, index) =>
        index === input.button - 1 ? move(button, input.down, input.up) : button,
      )
      remote.settling = remote.buttons.some(isSettling)
      return pressed
    }
    case 'heard':
      return settleButtons(remote, input.up)
    // A reading may be heard before the edge of a bounce that happened before it.
    case 'sample':
      return look(remote, input.up, input.mm)
    case 'time':
      return rest(remote.presence, input.up)
  }
}

/** What a heartbeat tells; `waiting` is the length of the outbox, `wired` what the driver knows. */
export function heartbeat(
  remote: Remote,
  up: number,
  waiting: number,
  wired: ButtonHealth[] = [],
): Extract<RemoteFact, { kind: 'heartbeat' }> {
  const buttons = remote.buttons.map((button, index) =>
    isStuck(button, up) ? 'stuck' : (wired[index] ?? 'ok'),
  )
  const { visits, places, zone } = remote.presence
  const { standingMm, farMm, backgroundMm } = places
  return {
    kind: 'heartbeat',
    up,
    pressed: [...remote.pressed],
    visits: visits.count,
    waiting,
    rangefinder: healthOf(remote.watch, up),
    place: { standingMm, farMm: zone?.farMm ?? farMm, backgroundMm },
    ...(buttons.every(health => health === 'ok') ? {} : { buttons }),
    battery: null,
  }
}

/** The same of a reading of the laser, without an input made of it. */
export function look(remote: Remote, up: number, mm: number | null): RemoteFact[] {
  const { presence, watch } = remote
  const left = isSilent(watch, up) ? rest(presence, up) : nothing
  watchReading(watch, up, mm, mm !== null && isBackground(presence.places, mm, false))
  const before = remote.health
  remote.health = healthOf(watch, up)
  if (remote.health === 'ok') return both(left, sense(presence, up, mm))
  // Nobody knows who is there as long as the laser cannot be trusted: no more is told of it.
  return before === 'ok' ? giveUp(presence, trustedUntil(watch, remote.health)) : left
}

function settleButtons(remote: Remote, now: number): RemoteFact[] {
  if (!remote.settling) return nothing
  const facts: RemoteFact[] = []
  remote.buttons = remote.buttons.map((button, index) => {
    const { after, press } = settle(button, now)
    if (press) {
      remote.pressed[index] = (remote.pressed[index] ?? 0) + 1
      facts.push(toFact(index + 1, press))
    }
    return after
  })
  remote.settling = remote.buttons.some(isSettling)
  return facts
}

/** Most inputs tell nothing: then nothing is joined. */
const both = (some: RemoteFact[], more: RemoteFact[]): RemoteFact[] =>
  more.length === 0 ? some : some.length === 0 ? more : [...some, ...more]

const isSettling = ({ state }: Button) => state === 'settling'

const toFact = (button: number, press: Press): RemoteFact => ({
  kind: 'pressed',
  button,
  ...press,
})
