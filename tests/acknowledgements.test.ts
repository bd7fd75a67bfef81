import { once } from 'node:events'
import { connect } from 'node:net'
import { duplexPair } from 'node:stream'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { gatherAcks } from '../gateway/gathered-acks.ts'
import { topics } from '../shared/topics.ts'
import { aBoot } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { connectPacket, mqttText, packet, twoBytes } from './support/mqtt-packets.ts'
import { until } from './support/until.ts'

const topic = topics.event('hall', 'counter-1')
const connack = [0x20, 2, 0, 0]
const puback = (id: number) => [0x40, 2, id >> 8, id & 255]

/** A device that sends its events all at once, and the bytes that it hears. */
async function aHastyDevice(mqtt: string) {
  const socket = connect(Number(new URL(mqtt).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  const heard: number[] = []
  socket.on('data', (bytes: Buffer) => void heard.push(...bytes))
  socket.write(connectPacket('hasty'))
  return {
    heard,
    send(ids: number[], events: object[]) {
      const publishes = events.map((event, n) =>
        packet(0x32, mqttText(topic), twoBytes(ids[n] ?? 0), Buffer.from(JSON.stringify(event))),
      )
      socket.write(Buffer.concat(publishes))
    },
  }
}

test('each of the events that are stored together is acknowledged once', async () => {
  const gateway = await aGateway()
  const device = await aHastyDevice(gateway.mqtt)
  const boot = aBoot()
  const ids = Array.from({ length: 20 }, (_, n) => 250 + n)
  device.send(
    ids,
    ids.map((_, n) => boot(n * 10_000, { kind: 'pressed' })),
  )
  const expected = [...connack, ...ids.flatMap(puback)]
  await until('all are acknowledged', () => device.heard.length >= expected.length)
  // Another one, so that what came too often would have been heard before it.
  device.send([9], [boot(300_000, { kind: 'pressed' })])
  await until('this one as well', () => device.heard.length >= expected.length + 4)
  expect(device.heard).toEqual([...expected, ...puback(9)])
})

test('who is subscribed to events hears them, and they are acknowledged once all the same', async () => {
  const gateway = await aGateway()
  const reader = await connectAsync(gateway.mqtt)
  onTestFinished(() => void reader.end(true))
  const heard: { text: string; qos: number }[] = []
  reader.on('message', (_topic, payload, { qos }) => {
    heard.push({ text: payload.toString(), qos })
  })
  await reader.subscribeAsync(topic, { qos: 1 })
  const device = await aHastyDevice(gateway.mqtt)
  const boot = aBoot()
  const events = [boot(0, { kind: 'pressed' }), boot(10_000, { kind: 'pressed' })]
  device.send([1, 2], events)
  await until('they are heard', () => heard.length === 2)
  expect(heard).toEqual(events.map(event => ({ text: JSON.stringify(event), qos: 1 })))
  expect(device.heard).toEqual([...connack, ...puback(1), ...puback(2)])
})

test('who does not read acknowledgements is not read from', async () => {
  const [gateway, device] = duplexPair({ highWaterMark: 8 })
  const acknowledge = gatherAcks()
  let next = 0
  for (const messageId of [1, 2]) {
    acknowledge(gateway, { packet: { messageId, qos: 1 }, done: () => (next += 1) })
  }
  await until('they are written', () => device.readableLength === 8)
  expect(next).toBe(0)
  expect([...device.read()]).toEqual([...puback(1), ...puback(2)])
  await until('the next are read', () => next === 2)
})
