import { once } from 'node:events'
import { connect } from 'node:net'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { memoryMb } from './faults/health-watch.ts'
import { endAll } from './support/child.ts'
import { aGatewayProcess } from './support/gateway-process.ts'
import { connectPacket, pingPacket, subscribePacket } from './support/mqtt-packets.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const megabyte = 1024 * 1024
const atOnce = 20

/** Subscribes to everything, and reads nothing of it. */
async function aDeafReader(port: number, clientId: string): Promise<() => boolean> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.pause()
  let isDropped = false
  socket.on('error', () => {
    isDropped = true
  })
  socket.write(Buffer.concat([connectPacket(clientId), subscribePacket('loyalty/#')]))
  // A socket that is not read hears of its end only when it writes.
  return () => {
    socket.write(pingPacket)
    return isDropped
  }
}

test('readers that take nothing are dropped before memory grows', async () => {
  onTestFinished(endAll)
  const gateway = aGatewayProcess(scratchFolder())
  await gateway.start()
  const client = await connectAsync(gateway.mqtt(), { reconnectPeriod: 0 })
  onTestFinished(() => void client.end(true))
  const payload = Buffer.alloc(megabyte, 'x')
  let peakMb = 0
  /** So much at once; what is no event is passed on all the same. */
  async function publish(megabytes: number) {
    for (let told = 0; told < megabytes; told += atOnce) {
      const one = () => client.publishAsync('loyalty/1/hall/counter-1/event', payload, { qos: 1 })
      await Promise.all(Array.from({ length: atOnce }, one))
      peakMb = Math.max(peakMb, memoryMb(gateway.pid()))
    }
  }

  await publish(40)
  const usualMb = peakMb
  const port = Number(new URL(gateway.mqtt()).port)
  const readers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => aDeafReader(port, `deaf-${n}`)),
  )
  await publish(250)
  await until('all are dropped', () => readers.every(isDropped => isDropped()))
  await publish(20)
  expect(peakMb - usualMb).toBeLessThan(100)
}, 60_000)
