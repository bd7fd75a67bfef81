import type { ButtonHealth, RangefinderHealth, RemoteFact } from '../shared/events.ts'
import { type Button, isStuck, move, type Press, settle } from './button.ts'
import { nobody, type Presence, type Sample, sense, type Zone } from './presence.ts'

/** A laser that has said nothing for this long is not there. */
const absentAfterMs = 2000

/** All that a remote remembers between two inputs. Times are monotonic ms since the boot. */
export interface Remote {
  buttons: Button[]
  /** Presses per button in this boot. */
  pressed: number[]
  presence: Presence
  /** When the rangefinder last gave a reading; null before the first. */
  readingAt: number | null
}

/** What a remote sees; `time` comes when nothing else does, for that is an input too. */
export type Input =
  | { kind: 'edge'; up: number; button: number; down: boolean }
  | ({ kind: 'sample' } & Sample)
  | { kind: 'time'; up: number }

export function newRemote(buttons: number): Remote {
  return {
    buttons: Array.from({ length: buttons }, () => ({ state: 'up' })),
    pressed: Array.from({ length: buttons }, () => 0),
    presence: nobody,
    readingAt: null,
  }
}

/** The remote as a pure function: what it saw in, what happened out. */
export function observe(
  before: Remote,
  input: Input,
  zone: Zone,
): { after: Remote; facts: RemoteFact[] } {
  const { remote, facts } = settleButtons(before, input.up)
  switch (input.kind) {
    case 'edge': {
      const buttons = remote.buttons.map((button, index) =>
        index === input.button - 1 ? move(button, input.down, input.up) : button,
      )
      return { after: { ...remote, buttons }, facts }
    }
    case 'sample': {
      const { after: presence, facts: seen } = sense(remote.presence, input, zone)
      facts.push(...seen)
      return { after: { ...remote, presence, readingAt: input.up }, facts }
    }
    case 'time':
      return { after: remote, facts }
  }
}

/** What a heartbeat tells; `waiting` is the length of the outbox, `wired` what the driver knows. */
export function heartbeat(
  remote: Remote,
  up: number,
  waiting: number,
  wired: ButtonHealth[] = [],
): RemoteFact {
  const buttons = remote.buttons.map((button, index) =>
    isStuck(button, up) ? 'stuck' : (wired[index] ?? 'ok'),
  )
  return {
    kind: 'heartbeat',
    up,
    pressed: remote.pressed,
    visits: remote.presence.visits,
    waiting,
    rangefinder: healthOf(remote, up),
    ...(buttons.every(health => health === 'ok') ? {} : { buttons }),
    battery: null,
  }
}

function healthOf({ readingAt }: Remote, up: number): RangefinderHealth {
  return readingAt !== null && up - readingAt <= absentAfterMs ? 'ok' : 'absent'
}

function settleButtons(before: Remote, now: number): { remote: Remote; facts: RemoteFact[] } {
  const facts: RemoteFact[] = []
  if (before.buttons.every(button => button.state !== 'settling')) return { remote: before, facts }
  const pressed = [...before.pressed]
  const buttons = before.buttons.map((button, index) => {
    const { after, press } = settle(button, now)
    if (press) {
      pressed[index] = (pressed[index] ?? 0) + 1
      facts.push(toFact(index + 1, press))
    }
    return after
  })
  return { remote: { ...before, buttons, pressed }, facts }
}

const toFact = (button: number, press: Press): RemoteFact => ({
  kind: 'pressed',
  button,
  ...press,
})
