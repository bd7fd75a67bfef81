import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import { aKillableGateway } from './killable-gateway.ts'
import type { Outcome } from './outcome.ts'

const mostEventsInALife = 1500
const longestStartMs = 600

/** kill -9 of the gateway under load; every fourth time once more while it starts. */
export async function killGateway(folder: string, kills: number): Promise<Outcome> {
  const gateway = aKillableGateway(folder)
  const crowd = aCrowd()
  let killsWhileStarting = 0
  for (let killed = 0; killed < kills; killed += 1) {
    if (killed % 4 === 3) {
      await gateway.killWhileStarting(Math.random() * longestStartMs)
      killsWhileStarting += 1
    }
    await gateway.start()
    const enough = crowd.acknowledged.size + Math.random() * mostEventsInALife
    const told = crowd.tell(gateway.mqtt())
    await until('events are acknowledged', () => crowd.acknowledged.size > enough)
    await gateway.kill()
    await told
  }
  await gateway.start()
  return { faults: kills + killsWhileStarting, ...(await audit(gateway, crowd.acknowledged)) }
}
