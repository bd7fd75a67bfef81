import type { DeviceEvent } from '../../shared/events.ts'
import type { EventLine } from '../../shared/logs.ts'

/** Monday, 2 March 2026, 08:00 in UTC. */
export const monday = Date.UTC(2026, 2, 2, 8)

type Kinds = { [Event in DeviceEvent as Event['kind']]: Event }
type Told = {
  [Kind in keyof Kinds]: { kind: Kind } & Partial<Omit<Kinds[Kind], 'kind'>>
}[keyof Kinds]

const ordinary = {
  started: { firmware: '0.1.0', buttons: 5, rangefinder: 'TFmini-S' },
  pressed: { button: 5, heldMs: 120 },
  arrived: { visit: 1 },
  left: { visit: 1, stayMs: 20_000, nearestMm: 640 },
  heartbeat: { pressed: [0, 0, 0, 0, 0], visits: 0, waiting: 0, rangefinder: 'ok', battery: null },
} satisfies { [Kind in keyof Kinds]: object }

/** What one boot of one device tells: each event gets the next seq, and `after` ms since monday. */
export function aBoot(boot = 'b00t') {
  let seq = 0
  return (after: number, told: Told): DeviceEvent => {
    seq += 1
    const envelope = { v: 1, boot, seq, at: monday + after, up: Math.max(0, after), synced: true }
    return { ...envelope, ...ordinary[told.kind], ...told } as DeviceEvent
  }
}

export const toldBy = (device: string, event: DeviceEvent, site = 'hall'): EventLine => ({
  site,
  device,
  receivedAt: event.at,
  event,
})
