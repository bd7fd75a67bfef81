import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { seededRandom } from '../../simulator/random.ts'
import { aGatewayProcess } from '../support/gateway-process.ts'
import {
  connectPacket,
  mqttText,
  packet,
  subscribePacket,
  twoBytes,
} from '../support/mqtt-packets.ts'
import { watchHealth } from './health-watch.ts'
import type { Outcome } from './outcome.ts'

const atOnce = 20
const patienceMs = 50

/** Broken packets on connections of their own, before and after somebody is let in. */
export async function breakPackets(folder: string, inputs: number): Promise<Outcome> {
  const gateway = aGatewayProcess(folder)
  await gateway.start()
  const health = watchHealth(gateway)
  const random = seededRandom(inputs).next
  const port = Number(new URL(gateway.mqtt()).port)
  for (let sent = 0; sent < inputs; sent += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => sendBroken(port, random)))
    await health.check(sent)
  }
  await gateway.stop()
  return { ...health.outcome(), faults: inputs }
}

async function sendBroken(port: number, random: () => number) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  const closed = once(socket, 'close').catch(() => {})
  const isLetIn = random() < 0.7
  if (isLetIn) socket.write(connectPacket(`fuzz-${Math.floor(random() * 1e9)}`))
  write(socket, broken(random))
  // Who is not cut off at once waits for more, or has done nothing wrong.
  setTimeout(() => socket.destroy(), patienceMs)
  await closed
}

function write(socket: Socket, bytes: Buffer) {
  if (!socket.destroyed) socket.write(bytes)
}

function broken(random: () => number): Buffer {
  const pick = (many: number) => Math.floor(random() * many)
  const bytes = Buffer.concat(Array.from({ length: 1 + pick(3) }, () => sample(pick)))
  switch (pick(5)) {
    case 0:
      return bytes.subarray(0, pick(bytes.length))
    case 1:
      return Buffer.from(bytes.map(byte => (random() < 0.1 ? pick(256) : byte)))
    case 2:
      return Buffer.from(Array.from({ length: pick(200) }, () => pick(256)))
    case 3:
      // Announces more than it sends.
      return Buffer.concat([Buffer.from([bytes[0] ?? 0, 255, 255, pick(256), pick(128)]), bytes])
    default:
      bytes[pick(bytes.length)] = pick(256)
      return bytes
  }
}

/** A packet that is right, or nearly. */
function sample(pick: (many: number) => number): Buffer {
  const topic = mqttText(
    ['loyalty/1/hall/desk/event', 'loyalty/1/hall/desk/status', '', '#', '$SYS/x', 'a/'.repeat(99)][
      pick(6)
    ] ?? '',
  )
  const id = twoBytes(pick(65_536))
  const payload = Buffer.from('{"v":1,"boot":"b","seq":1,"kind":"pressed"}')
  const samples = [
    connectPacket('again'),
    packet(0x30 + pick(16), topic, id, payload),
    packet(0x32, topic, id, payload),
    packet(0x34, topic, id, payload),
    packet(0x62, id),
    packet(0x50, id),
    packet(0x40, id),
    subscribePacket(['loyalty/#', '+/+', '$share/a/#', '/'.repeat(200)][pick(4)] ?? ''),
    packet(0xa2, id, topic),
    packet(0xc0),
    packet(0xe0),
    packet(pick(256), id),
  ]
  return samples[pick(samples.length)] ?? packet(0xc0)
}
