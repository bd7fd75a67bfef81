import { signal } from '@preact/signals'

/** Epoch ms, as old as `tickMs` at most: for what says how long ago something was. */
export const now = signal(Date.now())

const tickMs = 5_000

export function startNow(): void {
  setInterval(() => {
    now.value = Date.now()
  }, tickMs)
}
