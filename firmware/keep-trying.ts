import { setTimeout as delay } from 'node:timers/promises'

const firstWaitMs = 250
/** What comes back is found again this soon. */
const longestWaitMs = 2000
/** After a connection that held this long the next attempt comes soon again. */
const goodConnectionMs = 5000

/** What an attempt can do while it lasts. */
export interface Attempt {
  /** Says a state, once. */
  tell(state: string): void
  /** Aborts when nobody wants the thing any more. */
  signal: AbortSignal
}

/**
 * Reaches for a thing for ever. An attempt lasts as long as the thing is there, and resolves with
 * the reason why it ended, or throws it.
 */
export function keepTrying(
  thing: string,
  say: (text: string) => void,
  attempt: (attempt: Attempt) => Promise<string>,
): { close(): Promise<void> } {
  const stop = new AbortController()
  let said = ''

  function tell(state: string) {
    if (state !== said && !stop.signal.aborted) say(`${thing}: ${state}`)
    said = state
  }

  async function run() {
    let waitMs = firstWaitMs
    while (!stop.signal.aborted) {
      const since = performance.now()
      const reason = await attempt({ tell, signal: stop.signal }).catch(
        (cause: Error) => cause.message,
      )
      tell(`${reason}; trying again`)
      if (performance.now() - since > goodConnectionMs) waitMs = firstWaitMs
      await delay(waitMs, undefined, { signal: stop.signal }).catch(() => {})
      waitMs = Math.min(2 * waitMs, longestWaitMs)
    }
  }

  const running = run()
  return {
    async close() {
      stop.abort()
      await running
    },
  }
}
