import type { DeviceEvent } from '../shared/events.ts'
import type { DeviceHealth } from '../shared/numbers.ts'
import { commonThresholds } from './counting/rules.ts'
import type { Device } from './database/devices.ts'
import type { EventLog } from './database/event-log.ts'

/** What is known of each device at this moment; it is gone with the process and soon known again. */
export interface DeviceHealths {
  heard(device: Device, event: DeviceEvent, receivedAt: number): void
  /** A device came or went, as its connection says. */
  online(site: string, device: string, online: boolean): void
  of(device: Device, now: number): DeviceHealth
}

interface Known {
  /** Whether the event log was asked: where no heartbeat is, that means reading all of it. */
  isLoaded: boolean
  receivedAt: number
  online: boolean | null
  heartbeat: Extract<DeviceEvent, { kind: 'heartbeat' }> | null
}

export function watchDevices(log: EventLog): DeviceHealths {
  const known = new Map<string, Known>()

  function find({ site, device, id }: Device): Known {
    const name = `${site}/${device}`
    const found = known.get(name)
    if (found?.isLoaded) return found
    const last = log.latest(id, 'heartbeat')
    const loaded: Known = {
      isLoaded: true,
      receivedAt: last?.time ?? 0,
      online: found?.online ?? null,
      heartbeat: last?.event.kind === 'heartbeat' ? last.event : null,
    }
    known.set(name, loaded)
    return loaded
  }

  return {
    heard(device, event, receivedAt) {
      const health = find(device)
      health.receivedAt = Math.max(health.receivedAt, receivedAt)
      if (event.kind === 'heartbeat') health.heartbeat = event
      if (event.kind === 'started') health.heartbeat = null
    },
    online(site, device, online) {
      const name = `${site}/${device}`
      known.set(name, {
        ...(known.get(name) ?? { isLoaded: false, receivedAt: 0, heartbeat: null }),
        online,
      })
    },
    of(device, now) {
      const { receivedAt, online, heartbeat } = find(device)
      return {
        device: device.device,
        alive: online !== false && now - receivedAt <= commonThresholds.aliveMs,
        heardAt: receivedAt || null,
        rangefinder: heartbeat?.rangefinder ?? null,
        waiting: heartbeat?.waiting ?? null,
        battery: heartbeat?.battery ?? null,
      }
    },
  }
}

export const neverHeard = (device: string): DeviceHealth => ({
  device,
  alive: false,
  heardAt: null,
  rangefinder: null,
  waiting: null,
  battery: null,
})
