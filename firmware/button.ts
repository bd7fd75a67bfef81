/** Contacts bounce: a button counts as released when it has been up this long. */
export const settleMs = 50

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

/** A press is told once the contacts have settled. */
export function settle(before: Button, now: number): { after: Button; press: Press | null } {
  if (before.state !== 'settling' || now - before.releasedAt < settleMs) {
    return { after: before, press: null }
  }
  const press = { up: before.since, heldMs: before.releasedAt - before.since }
  return { after: { state: 'up' }, press }
}
