import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openWaitingRoom } from '../gateway/waiting-room.ts'
import { type Ask, aClosedGateway, aGuest } from './support/closed-gateway.ts'
import { aGateway } from './support/gateway.ts'
import {
  connectPacket,
  mqttText,
  packet,
  subscribePacket,
  twoBytes,
} from './support/mqtt-packets.ts'
import { until } from './support/until.ts'

/** A connection from one of this machine's own addresses. */
async function open(port: number | null, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port: port ?? 0, host: '127.0.0.1', localAddress })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket.resume(), 'connect')
  return socket
}

const openMany = (many: number, port: number | null, address: string) =>
  Promise.all(Array.from({ length: many }, () => open(port, address)))

const closedOf = (sockets: Socket[]) => sockets.filter(({ closed }) => closed).length

async function aDevice(admin: Ask) {
  const { body } = await admin('POST', '/api/devices/hall/counter-1/credentials', {})
  return { username: body.username, password: body.password }
}

/** A server behind a waiting room with few places. */
async function aWaitingRoom(most: { perAddress?: number; inAll?: number; atOnce?: number }) {
  const { perAddress = 9, inAll = 9, atOnce = 99 } = most
  const room = openWaitingRoom({ perAddress, inAll, arrivals: { atOnce, perSecond: 1 } }, 60_000)
  onTestFinished(room.close)
  const server = createServer(socket => room.enter(socket.resume(), 0))
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('an address that waits too often loses its oldest connection, and nobody else theirs', async () => {
  const port = await aWaitingRoom({ perAddress: 2 })
  const other = await open(port, '127.0.0.8')
  const [first, ...more] = [await open(port), await open(port), await open(port)]
  await until('the oldest is dropped', () => first?.closed === true)
  expect(closedOf([other, ...more])).toBe(0)
})

test('where all together wait too often, the oldest of all is dropped', async () => {
  const port = await aWaitingRoom({ inAll: 3 })
  const waiting: Socket[] = []
  for (const n of [2, 3, 4, 5]) waiting.push(await open(port, `127.0.0.${n}`))
  await until('the oldest is dropped', () => waiting[0]?.closed === true)
  expect(closedOf(waiting)).toBe(1)
})

test('who comes too often is turned away, and nobody else', async () => {
  const port = await aWaitingRoom({ atOnce: 3 })
  const first = await openMany(3, port, '127.0.0.8')
  const tooMany = await open(port, '127.0.0.8')
  await until('it is turned away', () => tooMany.closed)
  const other = await open(port)
  expect(closedOf([...first, other])).toBe(0)
})

test('every port holds back one address that opens connections and says nothing', async () => {
  const gateway = await aClosedGateway()
  const { mqtt, mqtts, http, https } = gateway.listening
  for (const [n, port] of [mqtt, mqtts, http, https].entries()) {
    const first = await open(port, `127.0.1.${n + 1}`)
    const more = await openMany(100, port, `127.0.1.${n + 1}`)
    await until('the oldest is dropped', () => first.closed)
    expect(closedOf(more)).toBe(0)
  }
})

test('one name has so many connections at once and no more', async () => {
  const gateway = await aClosedGateway()
  const who = await aDevice(await gateway.firstAdmin())
  const come = (clientId: string) => aGuest(gateway.mqtt, { ...who, clientId })
  const clients = []
  for (let n = 0; n < 8; n += 1) clients.push(await come(`mine-${n}`))
  await expect(come('mine-8')).rejects.toThrow('Server unavailable')
  clients[0]?.end(true)
  await until('there is room again', () => come('mine-8').then(Boolean, () => false))
  expect(clients.slice(1).every(({ connected }) => connected)).toBe(true)
})

test('one connection is subscribed to so many filters and no more', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const { body } = await admin('POST', '/api/tokens', { name: 'node-red', scopes: ['live'] })
  const { username, password } = body
  const client = await aGuest(gateway.mqtt, { username, password })
  const hears = (n: number) =>
    client.subscribeAsync(`loyalty/1/hall/live/counter-${n}`).then(
      () => true,
      () => false,
    )
  const heard: boolean[] = []
  for (let n = 0; n < 40; n += 1) heard.push(await hears(n))
  expect(heard.lastIndexOf(true)).toBe(31)
  expect(heard.indexOf(false)).toBe(32)
  expect(await hears(0)).toBe(true)
})

test('who is not let in yet announces no more than who they are', async () => {
  const gateway = await aClosedGateway()
  const socket = await open(gateway.listening.mqtt)
  socket.write(Buffer.from([0x10, 0x81, 0x80, 0x01, 0]))
  await until('the connection is ended', () => socket.closed, 5000)
})

test('a filter of too many levels, and too much that is half told, end a connection', async () => {
  const gateway = await aGateway()
  const port = Number(new URL(gateway.mqtt).port)
  const topic = mqttText('loyalty/1/hall/counter-1/event')
  const halfTold = Array.from({ length: 21 }, (_, n) => packet(0x34, topic, twoBytes(n + 1)))
  const tell = async (...told: Buffer[]) => {
    const socket = await open(port)
    let answered = 0
    socket.on('data', chunk => {
      answered += chunk.length
    })
    socket.write(Buffer.concat([connectPacket(''), ...told]))
    return { socket, answered: () => answered }
  }
  const [connack, suback, pubrec] = [4, 5, 4]

  const deep = await tell(subscribePacket('1/2/3/4/5/6/7/8'))
  await until('it is subscribed', () => deep.answered() === connack + suback)
  const tooDeep = await tell(subscribePacket('1/2/3/4/5/6/7/8/9'))
  await until('the connection is ended', () => tooDeep.socket.closed, 5000)

  const much = await tell(...halfTold.slice(1))
  await until('all is half taken', () => much.answered() === connack + 20 * pubrec)
  const tooMuch = await tell(...halfTold)
  await until('the connection is ended', () => tooMuch.socket.closed, 5000)
})
