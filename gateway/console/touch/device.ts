import type { RemoteFact } from '../../../shared/events.ts'
import type { Outbox } from './outbox.ts'

type Fact<One = RemoteFact> = One extends RemoteFact ? Omit<One, 'up'> : never

/** This page as a remote of its own: each time it is opened is a boot. */
export interface Device {
  /** Names the fact and stores it; `began` is when it happened, by `performance.now()`. */
  tell(fact: Fact, began?: number): Promise<void>
  pressed(button: number, heldMs: number, began: number): Promise<void>
  heartbeat(): Promise<void>
}

const bootBytes = 6

export function bootDevice(outbox: Outbox, buttons: number, isClockTrusted: () => boolean): Device {
  const random = crypto.getRandomValues(new Uint8Array(bootBytes))
  const boot = Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('')
  const pressed = Array.from({ length: buttons }, () => 0)
  let seq = 0
  let last: Promise<void> = Promise.resolve()

  /** One after the other: a seq whose event could not be stored would look like a loss. */
  function tell(fact: Fact, began = performance.now()): Promise<void> {
    const up = Math.round(began)
    const at = Math.round(Date.now() - (performance.now() - began))
    last = last
      .catch(() => {})
      .then(async () => {
        const head = { v: 1, boot, seq: seq + 1, at, up, synced: isClockTrusted() }
        await outbox.put(JSON.stringify({ ...head, ...fact }))
        seq += 1
      })
    return last
  }

  return {
    tell,
    async pressed(button, heldMs, began) {
      await tell({ kind: 'pressed', button, heldMs: Math.round(heldMs) }, began)
      pressed[button - 1] = (pressed[button - 1] ?? 0) + 1
    },
    async heartbeat() {
      const [waiting, battery] = await Promise.all([outbox.waiting(), batteryLevel()])
      const counts = { pressed: [...pressed], visits: 0, waiting }
      await tell({ kind: 'heartbeat', ...counts, rangefinder: 'absent', battery })
    },
  }
}

declare global {
  interface Navigator {
    getBattery?(): Promise<{ level: number }>
  }
}

/** 0 to 1, or null where the browser does not tell. */
async function batteryLevel(): Promise<number | null> {
  const battery = await navigator.getBattery?.().catch(() => null)
  return battery?.level ?? null
}
