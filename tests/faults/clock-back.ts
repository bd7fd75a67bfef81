import { join } from 'node:path'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import { openGate } from './gate.ts'
import { aKillableRemote } from './killable-remote.ts'
import type { Outcome } from './outcome.ts'
import { aWrongClock } from './shim.ts'

const twoHoursMs = 2 * 3_600_000
const mostEventsBetween = 500

/** The clock of the gateway and that of a remote go back two hours, by turns, and stay there. */
export async function setClocksBack(folder: string, times: number): Promise<Outcome> {
  const clock = aWrongClock(folder, 'gateway')
  const remoteClock = aWrongClock(folder, 'remote')
  const gateway = aGatewayProcess(folder, clock.env)
  const crowd = aCrowd()
  const remote = aKillableRemote(join(folder, 'remote'), 'counter-9', remoteClock.env)
  await gateway.start()
  const gate = await openGate(gateway.mqtt)
  remote.start(gate.mqtt)
  for (let set = 0; set < times; set += 1) {
    const told = crowd.tell(gateway.mqtt())
    const goOn = async () => {
      const enough = crowd.acknowledged.size + Math.random() * mostEventsBetween
      await until('events are acknowledged', () => crowd.acknowledged.size > enough)
      const pressed = remote.told.size
      await until('the remote presses', () => remote.told.size > pressed + 20)
    }
    await goOn()
    if (set % 2 === 0) clock.setBack(twoHoursMs)
    else remoteClock.setBack(twoHoursMs)
    await goOn()
    // A gateway that starts with the wrong clock must know what it has all the same.
    await gateway.kill()
    await told
    await gateway.start()
  }
  await remote.kill()
  await remote.deliver(gate.mqtt)
  await gate.shut()
  return { faults: times, ...(await audit(gateway, crowd.acknowledged.union(remote.told))) }
}
