import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import type { DeviceEvent } from '../../shared/events.ts'
import { topics } from '../../shared/topics.ts'
import { aBoot } from '../support/events.ts'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { audit, nameOf } from './audit.ts'
import type { Outcome } from './outcome.ts'
import { aBreakableDisk } from './shim.ts'

const device = 'counter-1'

/**
 * The disk fails to write, and the system forgets what it could not: the write-ahead log. A press is
 * told meanwhile, and again when the disk is mended; then the power goes.
 */
export async function loseWrites(folder: string, times: number): Promise<Outcome> {
  const disk = aBreakableDisk(folder)
  const gateway = aGatewayProcess(folder, disk.env)
  const acknowledged = new Set<string>()
  const problems: string[] = []
  const event = aBoot(device)
  const expectAcknowledged = async (told: DeviceEvent, why: string) => {
    if (await isAcknowledged(told, gateway.mqtt())) acknowledged.add(nameOf(device, told))
    else problems.push(`expected an acknowledgement on a ${why} disk`)
  }
  await gateway.start()
  for (let lost = 0; lost < times; lost += 1) {
    // Only a log that has begun takes what comes on a broken disk; and a quick disk is waited for
    // otherwise than a slow one.
    for (let n = 0; n < 5; n += 1) {
      await expectAcknowledged(event(lost, { kind: 'heartbeat' }), 'sound')
    }
    const press = event(lost, { kind: 'pressed' })
    disk.break()
    if (await isAcknowledged(press, gateway.mqtt())) {
      problems.push('expected no acknowledgement on a broken disk')
    }
    disk.mend()
    await expectAcknowledged(press, 'mended')
    await gateway.kill()
    for (const end of ['wal', 'shm']) rmSync(join(gateway.data, `gateway.sqlite-${end}`))
    await gateway.start()
  }
  const audited = await audit(gateway, acknowledged)
  return { faults: times, ...audited, problems: [...problems, ...audited.problems] }
}

/** Whether it is, or the connection is closed instead. */
async function isAcknowledged(press: DeviceEvent, mqtt: string): Promise<boolean> {
  const client = await connectAsync(mqtt, { clientId: device, reconnectPeriod: 0 })
  const closed = new Promise<boolean>(resolve => client.once('close', () => resolve(false)))
  const told = client
    .publishAsync(topics.event('hall', device), JSON.stringify(press), { qos: 1 })
    .then(() => true)
    .catch(() => false)
  const is = await Promise.race([told, closed])
  client.end(true)
  return is
}
