import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectEncrypted } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { aClosedGateway, type ClosedGateway } from './support/closed-gateway.ts'
import { connectPacket, pingPacket } from './support/mqtt-packets.ts'

const helloMs = 1000
const requestMs = 2000
/** A timer of another process may be early by this. */
const earlyMs = 50

/** Announces 512 bytes of a handshake. */
const clientHello = Buffer.from([22, 3, 1, 2, 0])

function begun(socket: Socket, bytes: string | Buffer) {
  socket.write(bytes)
  return socket
}

/** Says something over and over, as slowly as it likes. */
function trickle(socket: Socket, bytes: string | Buffer) {
  const timer = setInterval(() => socket.writable && socket.write(bytes), 100)
  socket.once('close', () => clearInterval(timer))
  return socket
}

function open(port: number | null) {
  return watched(connect({ port: port ?? 0, host: '127.0.0.1' }))
}

function openEncrypted(port: number | null) {
  const told = { port: port ?? 0, host: '127.0.0.1', rejectUnauthorized: false }
  return watched(connectEncrypted(told))
}

function watched<Kind extends Socket>(socket: Kind): Kind {
  onTestFinished(() => void socket.destroy())
  return socket.on('error', () => {})
}

/** How long the gateway bore with a connection, and what it said. */
async function endOf(socket: Socket): Promise<{ afterMs: number; said: string }> {
  const begun = performance.now()
  let said = ''
  socket.on('data', chunk => {
    said += chunk
  })
  // Who goes on speaking while it is cut off may find the connection reset.
  await new Promise(resolve => socket.once('close', resolve))
  return { afterMs: performance.now() - begun, said }
}

async function aDevice(gateway: ClosedGateway) {
  const admin = await gateway.firstAdmin()
  const { body } = await admin('POST', '/api/devices/hall/counter-1/credentials', {})
  return { username: body.username, password: body.password }
}

test('a connection that does not say who it is ends in time, whichever way it came', async () => {
  const gateway = await aClosedGateway({ patience: { helloMs } })
  const { mqtt, mqtts, http, https } = gateway.listening
  const who = await aDevice(gateway)
  const known = open(mqtt).resume()
  known.write(connectPacket('hall/counter-1', { who }))
  const hello = connectPacket('hall/counter-1', { who })
  const silent = {
    'mqtt, silent': open(mqtt),
    'mqtt, by and by': trickle(begun(open(mqtt), hello.subarray(0, 9)), '.'),
    'mqtts, before TLS': open(mqtts),
    'mqtts, within TLS': trickle(begun(open(mqtts), clientHello), '.'),
    'mqtts, after TLS': openEncrypted(mqtts),
    http: open(http),
    'https, before TLS': open(https),
    'https, after TLS': openEncrypted(https),
  }
  const ends = Object.entries(silent).map(async ([name, socket]) => {
    const { afterMs } = await endOf(socket)
    return [name, afterMs] as const
  })
  for (const [name, afterMs] of await Promise.all(ends)) {
    expect(afterMs, name).toBeGreaterThan(helloMs - earlyMs)
  }
  expect(known.closed).toBe(false)
})

test('a request whose head or body never ends is cut off, and told so', async () => {
  const gateway = await aClosedGateway({ patience: { helloMs, requestMs } })
  const { http, https } = gateway.listening
  const login = 'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n'
  const head = 'GET /healthz HTTP/1.1\r\nHost: x\r\n'
  const [headEnd, bodyEnd, encryptedEnd] = await Promise.all([
    endOf(trickle(begun(open(http), head), 'X-More: x\r\n')),
    endOf(trickle(begun(open(http), login), '.')),
    endOf(trickle(begun(openEncrypted(https), login), '.')),
  ])
  expect(headEnd.afterMs).toBeGreaterThan(helloMs - earlyMs)
  for (const { afterMs, said } of [bodyEnd, encryptedEnd]) {
    expect(afterMs).toBeGreaterThan(requestMs - earlyMs)
    expect(said).toMatch(/^HTTP\/1.1 408 /)
  }
})

test('an MQTT client that falls silent is dropped after half as long again as it asked for', async () => {
  const gateway = await aClosedGateway()
  const who = await aDevice(gateway)
  const asks = (clientId: string) =>
    begun(open(gateway.listening.mqtt), connectPacket(clientId, { keepalive: 1, who }))
  const alive = trickle(asks('alive').resume(), pingPacket)
  const { afterMs, said } = await endOf(asks('silent'))
  expect(said).toHaveLength(4)
  expect(afterMs).toBeGreaterThan(1500 - earlyMs)
  expect(alive.closed).toBe(false)
})

test('no MQTT client is borne with in silence for longer than the gateway likes', async () => {
  const gateway = await aClosedGateway({ patience: { keepaliveSeconds: 0.3 } })
  const who = await aDevice(gateway)
  const ends = [0, 65_535].map(async keepalive => {
    const hello = connectPacket(`for-${keepalive}`, { keepalive, who })
    return endOf(begun(open(gateway.listening.mqtt), hello))
  })
  for (const { afterMs } of await Promise.all(ends)) {
    expect(afterMs).toBeGreaterThan(450 - earlyMs)
  }
})

test('a gateway ends at once, whoever has not said yet who they are', async () => {
  const gateway = await aClosedGateway()
  const { mqtt, mqtts, http, https } = gateway.listening
  const silent = [mqtt, mqtts, http, https].map(open)
  await Promise.all(silent.map(socket => once(socket, 'connect')))
  const begun = performance.now()
  await gateway.close()
  expect(performance.now() - begun).toBeLessThan(5000)
})
