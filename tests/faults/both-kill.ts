import { join } from 'node:path'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { openGate } from './gate.ts'
import { aKillableRemote } from './killable-remote.ts'
import type { Outcome } from './outcome.ts'

const mostPressesInALife = 300

/** kill -9 of gateway and remote at once, as when the power fails in the whole shop. */
export async function killBoth(folder: string, kills: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const remote = aKillableRemote(join(folder, 'remote'), 'counter-1')
  const gate = await openGate(gateway.mqtt)
  for (let killed = 0; killed < kills; killed += 1) {
    // The remote is up first: it presses before there is a gateway.
    remote.start(gate.mqtt)
    await gateway.start()
    const enough = remote.told.size + Math.random() * mostPressesInALife
    await until('the remote presses', () => remote.told.size > enough)
    await Promise.all([gateway.kill(), remote.kill()])
  }
  await gateway.start()
  await remote.deliver(gate.mqtt)
  await gate.shut()
  return { faults: kills, ...(await audit(gateway, remote.told)) }
}
