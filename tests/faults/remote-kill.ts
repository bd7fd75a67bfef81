import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aKillableRemote } from './killable-remote.ts'
import type { Outcome } from './outcome.ts'

const mostPressesInALife = 300
const longestStartMs = 600

/** kill -9 of a remote while it presses and sends; every fourth time while it starts. */
export async function killRemote(folder: string, kills: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const remote = aKillableRemote(join(folder, 'remote'), 'counter-1')
  await gateway.start()
  for (let killed = 0; killed < kills; killed += 1) {
    remote.start(gateway.mqtt())
    if (killed % 4 === 3) {
      await delay(Math.random() * longestStartMs)
    } else {
      const enough = remote.told.size + Math.random() * mostPressesInALife
      await until('the remote presses', () => remote.told.size > enough)
    }
    await remote.kill()
  }
  await remote.deliver(gateway.mqtt())
  return { faults: kills, ...(await audit(gateway, remote.told)) }
}
