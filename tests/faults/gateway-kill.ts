import { setTimeout as delay } from 'node:timers/promises'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'

const mostEventsInALife = 1500
const longestStartMs = 600
/** By itself the gateway begins to count these five seconds after the first; slice by slice. */
const manyEvents = 15_000
const countingMs = { from: 5000, to: 6500 }

const between = ({ from, to }: typeof countingMs) => from + Math.random() * (to - from)

/**
 * kill -9 of the gateway under load; every fourth time once more while it starts, every eighth time
 * about when it counts.
 */
export async function killGateway(folder: string, kills: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const crowd = aCrowd()
  let killsWhileStarting = 0
  for (let life = 0; life < kills; life += 1) {
    if (life % 4 === 3) {
      await gateway.killWhileStarting(Math.random() * longestStartMs)
      killsWhileStarting += 1
    }
    await gateway.start()
    if (life % 8 === 7) {
      const killed = delay(between(countingMs)).then(gateway.kill)
      await Promise.all([crowd.tell(gateway.mqtt(), manyEvents), killed])
    } else {
      const killed = crowd.after(Math.random() * mostEventsInALife, gateway.kill)
      await Promise.all([crowd.tell(gateway.mqtt()), killed])
    }
  }
  await gateway.start()
  return { faults: kills + killsWhileStarting, ...(await audit(gateway, crowd.acknowledged)) }
}
