import { setTimeout as delay } from 'node:timers/promises'

/** 1 is as it happened, 60 an hour in a minute, `max` without waiting. */
export type Speed = number | 'max'

/** Waits until a recorded moment has come; the first one asked for is now. */
export function pace(speed: Speed): (time: number) => Promise<void> {
  let first: number | null = null
  const start = performance.now()
  return async time => {
    first ??= time
    if (speed === 'max') return
    const wait = (time - first) / speed - (performance.now() - start)
    if (wait > 0) await delay(wait)
  }
}
