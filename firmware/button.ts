/** Contacts bounce: a button counts as released when it has been up this long. */
export const settleMs = 50

/** Nobody presses for so long: the button is stuck, or something lies on it. */
export const stuckAfterMs = 10_000

/** One button, between two edges. Times are monotonic ms. */
export type Button =
  | { state: 'up' }
  | { state: 'down'; since: number }
  | { state: 'settling'; since: number; releasedAt: number }

export interface Press {
  /** When the button went down. */
  up: number
  heldMs: number
}

/** Takes an edge; bounces within a press are part of it. */
export function move(before: Button, down: boolean, now: number): Button {
  if (down) {
    return before.state === 'up'
      ? { state: 'down', since: now }
      : { state: 'down', since: before.since }
  }
  return before.state === 'down'
    ? { state: 'settling', since: before.since, releasedAt: now }
    : before
}

/** A press is told once the contacts have settled; a stuck button that comes free is none. */
export function settle(before: Button, now: number): { after: Button; press: Press | null } {
  if (before.state !== 'settling' || now - before.releasedAt < settleMs) {
    return { after: before, press: null }
  }
  const heldMs = before.releasedAt - before.since
  const press = heldMs < stuckAfterMs ? { up: before.since, heldMs } : null
  return { after: { state: 'up' }, press }
}

export const isStuck = (button: Button, now: number): boolean =>
  button.state === 'down' && now - button.since >= stuckAfterMs
