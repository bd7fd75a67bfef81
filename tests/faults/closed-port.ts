import { join } from 'node:path'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { openGate } from './gate.ts'
import { aKillableRemote } from './killable-remote.ts'
import type { Outcome } from './outcome.ts'

const mostPressesBetween = 200

/** The broker's port closes under a remote and opens again; by turns the gateway ends politely. */
export async function closePort(folder: string, closings: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const remote = aKillableRemote(join(folder, 'remote'), 'counter-1')
  const gate = await openGate(gateway.mqtt)
  await gateway.start()
  const pressOn = async () => {
    const enough = remote.told.size + Math.random() * mostPressesBetween
    await until('the remote presses', () => remote.told.size > enough)
  }
  for (let closed = 0; closed < closings; closed += 1) {
    // A remote waits longer after each failure; a new one is impatient again.
    if (closed % 3 === 0) {
      await remote.kill()
      remote.start(gate.mqtt)
    }
    await pressOn()
    await gate.shut()
    if (closed % 2 === 1) await gateway.stop()
    await pressOn()
    if (closed % 2 === 1) await gateway.start()
    await gate.open()
  }
  await remote.kill()
  await remote.deliver(gate.mqtt)
  await gate.shut()
  return { faults: closings, ...(await audit(gateway, remote.told)) }
}
