import type { MqttClient } from 'mqtt'
import { expect, test } from 'vitest'
import { type Ask, aClosedGateway, aGuest, type ClosedGateway } from './support/closed-gateway.ts'
import { aBoot } from './support/events.ts'
import { until } from './support/until.ts'

const event = 'loyalty/1/hall/counter-1/event'

async function aDevice(admin: Ask, device: string) {
  const { body } = await admin('POST', `/api/devices/hall/${device}/credentials`, {})
  return body as { username: string; password: string }
}

async function aToken(admin: Ask, name: string, scopes: string[]) {
  const { body } = await admin('POST', '/api/tokens', { name, scopes })
  return body as { username: string; password: string; token: string }
}

const closingOf = (client: MqttClient) =>
  new Promise<void>(resolve => client.once('close', () => resolve()))

/** Whether a publication is taken, or ends the connection. */
async function publishes(client: MqttClient, topic: string, payload = '{}') {
  const closed = closingOf(client).then(() => false)
  return Promise.race([client.publishAsync(topic, payload, { qos: 1 }).then(() => true), closed])
}

async function hears(client: MqttClient, filter: string) {
  const granted = await client.subscribeAsync(filter).catch(() => [])
  return granted.some(({ qos }) => qos < 128)
}

const connect = (gateway: ClosedGateway, who: object, clientId = 'hall/counter-1') =>
  aGuest(gateway.mqtt, { ...who, clientId })

test('nobody is let in without credentials, with wrong ones, or with revoked ones', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const device = await aDevice(admin, 'counter-1')
  await expect(connect(gateway, {})).rejects.toThrow('Not authorized')
  await expect(connect(gateway, { ...device, password: 'x' })).rejects.toThrow('Not authorized')
  await expect(connect(gateway, { ...device, username: 'hall/x' })).rejects.toThrow(
    'Not authorized',
  )
  const client = await connect(gateway, device)
  expect(await publishes(client, event, JSON.stringify(aBoot()(1, { kind: 'pressed' })))).toBe(true)
  const closed = closingOf(client)
  expect((await admin('DELETE', '/api/devices/hall/counter-1/credentials', {})).status).toBe(200)
  await closed
  await expect(connect(gateway, device)).rejects.toThrow('Not authorized')
})

test('a device tells its own events and status, and is cut off for anything else', async () => {
  const gateway = await aClosedGateway()
  const device = await aDevice(await gateway.firstAdmin(), 'counter-1')
  const isTaken = async (topic: string) => publishes(await connect(gateway, device), topic)
  for (const kind of ['event', 'status']) {
    const topic = `loyalty/1/hall/counter-1/${kind}`
    expect(await isTaken(topic), topic).toBe(true)
  }
  for (const topic of [
    ...['loyalty/1/hall/counter-2/event', 'loyalty/1/shop/counter-1/event'],
    ...['loyalty/1/hall/counter-2/status', 'loyalty/1/hall/counter-1/look'],
    ...['loyalty/1/hall/counter-1/config', 'loyalty/1/hall/counter-1/command'],
    ...['loyalty/1/hall/live/counter-1', 'loyalty/1/hall/till/served'],
    ...[
      'loyalty/1/hall/COUNTER/event',
      'loyalty/1/hall/counter-1/event/event',
      '$SYS/x',
      'elsewhere',
    ],
  ]) {
    expect(await isTaken(topic), topic).toBe(false)
  }
})

test('a device hears its own config and commands and nothing else', async () => {
  const gateway = await aClosedGateway()
  const client = await connect(gateway, await aDevice(await gateway.firstAdmin(), 'counter-1'))
  const heard: string[] = []
  for (const filter of [
    ...['loyalty/1/hall/counter-1/config', 'loyalty/1/hall/counter-1/command', event, '#'],
    ...['loyalty/1/hall/counter-2/config', 'loyalty/1/hall/+/config', '+/+/+/+/command'],
    ...['loyalty/1/hall/live/counter-1', '$SYS/#', '$share/group/loyalty/#'],
  ]) {
    if (await hears(client, filter)) heard.push(filter)
  }
  expect(heard).toEqual(['loyalty/1/hall/counter-1/config', 'loyalty/1/hall/counter-1/command'])
})

test('a reader hears today’s numbers and nothing else, and tells nothing', async () => {
  const gateway = await aClosedGateway()
  const reader = await aToken(await gateway.firstAdmin(), 'node-red', ['live'])
  const client = await connect(gateway, reader, 'anything')
  const allowed = ['loyalty/1/+/live/+', 'loyalty/1/hall/live/#', 'loyalty/1/hall/live/counter-1']
  for (const filter of allowed) expect(await hears(client, filter), filter).toBe(true)
  const refused = [
    '#',
    'loyalty/#',
    'loyalty/1/+/+/+',
    'loyalty/1/+/+/live',
    event,
    '+/1/hall/live/+',
  ]
  for (const filter of refused) expect(await hears(client, filter), filter).toBe(false)
  expect(await publishes(client, 'loyalty/1/hall/live/counter-1')).toBe(false)
})

test('a device that takes another’s client id, or will, ends nobody’s connection', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const [one, two] = [await aDevice(admin, 'counter-1'), await aDevice(admin, 'counter-2')]
  const first = await connect(gateway, one)
  await expect(connect(gateway, two, 'hall/counter-1')).rejects.toThrow('Identifier rejected')
  const second = await connect(gateway, two, 'mine')
  const third = await connect(gateway, one, 'mine')
  expect([first, second, third].map(({ connected }) => connected)).toEqual([true, true, true])
  const again = connect(gateway, one)
  await closingOf(first)
  expect((await again).connected).toBe(true)

  const will = {
    topic: 'loyalty/1/hall/counter-1/status',
    payload: Buffer.from('{"online":false,"boot":"b"}'),
    ...{ qos: 1 as const, retain: true },
  }
  const liar = await aGuest(gateway.mqtt, { ...two, clientId: 'liar', will })
  liar.stream.destroy()
  // What the broker did with the will is done before what comes later.
  const later = await connect(gateway, two, 'hall/counter-2')
  await publishes(later, 'loyalty/1/hall/counter-2/status', '{"online":true,"boot":"b"}')
  const known = async () => {
    const { devices } = (await admin('GET', '/api/devices')).body
    return devices.map(({ device }: { device: string }) => device)
  }
  await until('the status is told', async () => (await known()).length > 0)
  expect(await known()).toEqual(['counter-2'])
})

test('fifty remotes are back at once after they were known', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const devices = await Promise.all(
    Array.from({ length: 50 }, (_, n) => aDevice(admin, `counter-${n}`)),
  )
  for (const wave of ['first', 'second']) {
    const begun = performance.now()
    const clients = await Promise.all(
      devices.map(device => connect(gateway, device, device.username)),
    )
    console.log(`${wave} login of 50 remotes: ${Math.round(performance.now() - begun)} ms`)
    expect(performance.now() - begun).toBeLessThan(5000)
    for (const client of clients) client.end(true)
    await until('all are gone', () => clients.every(({ connected }) => !connected))
  }
})

test('a packet that announces more than anybody needs ends its connection', async () => {
  const gateway = await aClosedGateway()
  const client = await connect(gateway, await aDevice(await gateway.firstAdmin(), 'counter-1'))
  expect(await publishes(client, event, 'x'.repeat(1 << 20))).toBe(true)
  expect(await publishes(client, event, 'x'.repeat(3 << 20))).toBe(false)
})
