import { aGatewayProcess } from '../support/gateway-process.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'

const mostEventsInALife = 1500
const longestStartMs = 600

/** kill -9 of the gateway under load; every fourth time once more while it starts. */
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
    const killed = crowd.after(Math.random() * mostEventsInALife, gateway.kill)
    await Promise.all([crowd.tell(gateway.mqtt()), killed])
  }
  await gateway.start()
  return { faults: kills + killsWhileStarting, ...(await audit(gateway, crowd.acknowledged)) }
}
