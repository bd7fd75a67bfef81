import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aTeller } from './crowd.ts'
import type { Outcome } from './outcome.ts'

const mostEventsBetween = 500

/** A device connects while the gateway still holds its last connection, and sends on there. */
export async function connectTwice(folder: string, takeovers: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const acknowledged = new Set<string>()
  const teller = aTeller('counter-1', name => acknowledged.add(name))
  await gateway.start()
  const connections: Promise<void>[] = []
  for (let takenOver = 0; takenOver <= takeovers; takenOver += 1) {
    connections.push(teller.tell(gateway.mqtt()))
    const enough = acknowledged.size + Math.random() * mostEventsBetween
    await until('events are acknowledged', () => acknowledged.size > enough)
  }
  // Only the last connection is still there: each one before it ended when the next came.
  await Promise.all(connections.slice(0, -1))
  await gateway.kill()
  await Promise.all(connections)
  await gateway.start()
  return { faults: takeovers, ...(await audit(gateway, acknowledged)) }
}
