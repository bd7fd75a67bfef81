import { once } from 'node:events'
import { connect } from 'node:net'
import { aGatewayProcess } from '../support/gateway-process.ts'
import { connectPacket, pingPacket, subscribePacket } from '../support/mqtt-packets.ts'
import { until } from '../support/until.ts'
import { audit } from './audit.ts'
import { aCrowd } from './crowd.ts'
import type { Outcome } from './outcome.ts'

/** One after another subscribes to everything and never reads, until the gateway drops it. */
export async function neverRead(folder: string, subscribers: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  const crowd = aCrowd()
  await gateway.start()
  const told = crowd.tell(gateway.mqtt())
  for (let n = 0; n < subscribers; n += 1) {
    await subscribeDeaf(gateway.mqtt(), `deaf-${n}`)
    const before = crowd.acknowledged.size
    await until('events are acknowledged again', () => crowd.acknowledged.size > before + 100)
  }
  await gateway.kill()
  await told
  await gateway.start()
  return { faults: subscribers, ...(await audit(gateway, crowd.acknowledged)) }
}

async function subscribeDeaf(mqtt: string, clientId: string) {
  const socket = connect(Number(new URL(mqtt).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.pause()
  let isDropped = false
  socket.on('error', () => {
    isDropped = true
  })
  socket.write(Buffer.concat([connectPacket(clientId), subscribePacket('loyalty/#')]))
  // A socket that is not read hears of its end only when it writes.
  await until('the gateway drops a subscriber that never reads', () => {
    socket.write(pingPacket)
    return isDropped
  })
  socket.destroy()
}
