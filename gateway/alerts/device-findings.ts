import type { Finding } from '../../shared/alerts.ts'
import type { DeviceHealth } from '../../shared/numbers.ts'
import { openingHours } from '../opening-hours.ts'
import type { MountedAt } from '../touchpoints.ts'

const lowBattery = 0.15
/** As many events as a customer or two tell are no queue. */
const fewWaiting = 20

/** What is wrong with the remotes of a touchpoint at this moment, while it is open. */
export function deviceFindings(point: MountedAt, healths: DeviceHealth[], now: number): Finding[] {
  const { site, touchpoint } = point
  if (!openingHours(touchpoint.opening, site.timeZone).isOpen(now)) return []
  return healths.flatMap(health => {
    const { device } = health
    const finding = (
      kind: Finding['kind'],
      evidence: string,
      figures: Finding['figures'],
    ): Finding => ({ kind, site: site.id, touchpoint: touchpoint.id, device, evidence, figures })
    // A remote that never told anything is being installed.
    if (health.heardAt === null) return []
    if (!health.alive) {
      const heardAt = new Date(health.heardAt).toISOString()
      const evidence = `${device} was last heard of at ${heardAt}.`
      return [finding('remote-offline', evidence, { heardAt: health.heardAt })]
    }
    const found: Finding[] = []
    const { rangefinder, battery, waiting } = health
    if (rangefinder === 'blind' || rangefinder === 'stuck') {
      const evidence = `The rangefinder of ${device} is ${rangefinder}: it counts nobody.`
      found.push(finding('sensor-blind', evidence, {}))
    }
    if (battery !== null && battery < lowBattery) {
      const evidence = `The battery of ${device} is at ${Math.round(100 * battery)} %.`
      found.push(finding('battery-low', evidence, { battery }))
    }
    if (waiting !== null && waiting > fewWaiting) {
      const evidence = `${waiting} events wait in the outbox of ${device}, though it is connected.`
      found.push(finding('outbox-growing', evidence, { waiting }))
    }
    return found
  })
}
