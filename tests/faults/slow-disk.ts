import { connectAsync } from 'mqtt'
import { topics } from '../../shared/topics.ts'
import { aBoot } from '../support/events.ts'
import { aGatewayProcess, type GatewayProcess } from '../support/gateway-process.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'
import { slowDisk } from './shim.ts'

/** As slow as an SD card. */
const syncMs = 50
const mostEventsInALife = 1500

/** kill -9 of a gateway whose disk takes its time for every commit. */
export async function slowDown(folder: string, kills: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder, slowDisk(folder, syncMs))
  const crowd = aCrowd()
  await gateway.start()
  const problems = await expectSlowness(gateway)
  for (let life = 0; life < kills; life += 1) {
    const killed = crowd.after(Math.random() * mostEventsInALife, gateway.kill)
    await Promise.all([crowd.tell(gateway.mqtt()), killed])
    await gateway.start()
  }
  const audited = await audit(gateway, crowd.acknowledged)
  return { faults: kills, ...audited, problems: [...problems, ...audited.problems] }
}

/** An acknowledgement that comes before the disk can have written is none. */
async function expectSlowness(gateway: GatewayProcess): Promise<string[]> {
  const client = await connectAsync(gateway.mqtt(), { clientId: 'slow' })
  const press = JSON.stringify(aBoot('slow')(0, { kind: 'pressed' }))
  const begun = performance.now()
  await client.publishAsync(topics.event('hall', 'slow'), press, { qos: 1 })
  const took = performance.now() - begun
  await client.endAsync()
  return took >= syncMs ? [] : [`acknowledged within ${took} ms on a disk that takes ${syncMs}`]
}

/** A machine that has other things to do answers seldom once, and not five times in a row. */
const presses = 5

/** How often at most a gateway answers somebody else while a press waits for such a disk. */
export async function answersWhileWaiting(folder: string, syncMs: number): Promise<number> {
  const gateway = aGatewayProcess(folder, slowDisk(folder, syncMs))
  await gateway.start()
  const client = await connectAsync(gateway.mqtt(), { clientId: 'slow' })
  const event = aBoot('slow')
  let most = 0
  for (let n = 0; n < presses; n += 1) {
    const press = JSON.stringify(event(0, { kind: 'pressed' }))
    let isAcknowledged = false
    let answers = 0
    const told = client.publishAsync(topics.event('hall', 'slow'), press, { qos: 1 }).then(() => {
      isAcknowledged = true
    })
    while (!isAcknowledged) {
      await fetch(`${gateway.http()}/healthz`)
      answers += 1
    }
    await told
    most = Math.max(most, answers)
  }
  await client.endAsync()
  await gateway.stop()
  return most
}
