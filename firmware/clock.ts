/** The edge's clocks. A remote reads them here and nowhere else. */
export interface Clock {
  /** Wall clock, epoch ms. */
  now(): number
  /** Monotonic ms since the boot. */
  up(): number
  /** Whether the wall clock can be trusted. */
  synced(): boolean
}

/** Before this release nobody pressed a button: an earlier wall clock has not been set. */
const releasedAt = Date.UTC(2026, 0, 1)

/** Without a word on whether anything has set the wall clock, its date alone tells. */
export function systemClock(hasBeenSet: () => boolean = () => true): Clock {
  const start = performance.now()
  return {
    now: () => Date.now(),
    up: () => Math.round(performance.now() - start),
    synced: () => Date.now() >= releasedAt && hasBeenSet(),
  }
}
