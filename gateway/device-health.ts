import type { ButtonHealth, Place } from '../shared/events.ts'
import type { DeviceHealth } from '../shared/numbers.ts'
import {
  type Attendance,
  answeringSince,
  attendanceAfter,
  attendanceIn,
  isAttended,
} from './attendance.ts'
import type { Health } from './counting/count.ts'
import type { Told } from './counting/told.ts'
import type { Device } from './database/devices.ts'
import type { Tallies } from './database/tallies.ts'
import type { Touchpoints } from './touchpoints.ts'

/** What is known of each device at this moment; it is gone with the process and soon known again. */
export interface DeviceHealths {
  heard(device: Device, told: { event: Told; receivedAt: number }[]): void
  /** A device came or went, as its connection says. */
  online(site: string, device: string, online: boolean): void
  of(device: Device, now: number): DeviceHealth
  /** What it told of its buttons and its place since this process began. */
  detailsOf(device: Device): DeviceDetails
  /** Whether a customer stands there; null when the device cannot see it. */
  isPresent(device: Device, now: number): boolean | null
  /** When the first came of those who are there, or left less than so long ago; null: nobody. */
  answeringSince(device: Device, now: number, afterMs: number): number | null
}

/** What only an installer asks for. */
interface DeviceDetails {
  place: Place | null
  /** The first is button 1; empty while all are ok. Null when it did not tell yet. */
  buttons: ButtonHealth[] | null
}

const unknown: DeviceDetails = { place: null, buttons: null }

interface Known {
  /** Whether it was looked up what the device told before this process began. */
  isLoaded: boolean
  receivedAt: number
  online: boolean | null
  health: Health | null
  details: DeviceDetails
  attendance: Attendance
}

export function watchDevices(
  tallies: Tallies,
  { rulesOf }: Pick<Touchpoints, 'rulesOf'>,
): DeviceHealths {
  const known = new Map<string, Known>()
  const rulesAt = ({ site, device }: Device, now: number) => rulesOf(site, device)(now)
  const isAlive = (device: Device, { online, receivedAt }: Known, now: number) =>
    online !== false && now - receivedAt <= rulesAt(device, now).aliveMs

  function find({ site, device, id }: Device): Known {
    const name = `${site}/${device}`
    const found = known.get(name)
    if (found?.isLoaded) return found
    const last = tallies.newest(id)?.counter
    const loaded: Known = {
      isLoaded: true,
      receivedAt: last?.heardAt ?? 0,
      online: found?.online ?? null,
      health: last?.health ?? null,
      details: unknown,
      attendance: attendanceIn(last),
    }
    known.set(name, loaded)
    return loaded
  }

  return {
    heard(device, told) {
      const found = find(device)
      for (const { event, receivedAt } of told) {
        found.receivedAt = Math.max(found.receivedAt, receivedAt)
        if (event.kind === 'heartbeat') {
          found.health = event
          found.details = { place: event.place ?? null, buttons: event.buttons ?? [] }
        }
        if (event.kind === 'started') found.health = null
        found.attendance = attendanceAfter(found.attendance, event, receivedAt)
      }
    },
    online(site, device, online) {
      const name = `${site}/${device}`
      known.set(name, {
        ...(known.get(name) ?? {
          isLoaded: false,
          receivedAt: 0,
          health: null,
          details: unknown,
          attendance: attendanceIn(undefined),
        }),
        online,
      })
    },
    detailsOf: device => find(device).details,
    isPresent(device, now) {
      const known = find(device)
      const { longestVisitMs } = rulesAt(device, now)
      return isAlive(device, known, now) ? isAttended(known.attendance, now, longestVisitMs) : null
    },
    answeringSince(device, now, afterMs) {
      const { longestVisitMs } = rulesAt(device, now)
      return answeringSince(find(device).attendance, now, { longestVisitMs, afterMs })
    },
    of(device, now) {
      const known = find(device)
      const { receivedAt, health } = known
      return {
        device: device.device,
        alive: isAlive(device, known, now),
        heardAt: receivedAt || null,
        rangefinder: health?.rangefinder ?? null,
        waiting: health?.waiting ?? null,
        battery: health?.battery ?? null,
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
