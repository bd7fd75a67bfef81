import { connect } from 'node:net'
import { MqttClient } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { EventLine } from '../shared/logs.ts'
import { nameOf } from './faults/audit.ts'
import { firstLine } from './support/child.ts'
import { type Ask, aClosedGateway, type ClosedGateway } from './support/closed-gateway.ts'
import { aBoot, monday } from './support/events.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const remotes = 50
const presses = 10
const idle = 5000
const flooding = '127.0.0.9'

async function credentialsOf(admin: Ask, device: string) {
  const { body } = await admin('POST', `/api/devices/hall/${device}/credentials`, {})
  return { username: body.username, password: body.password }
}

/** What a remote has between its buttons and the gateway. */
async function aRemote(gateway: ClosedGateway, admin: Ask, device: string) {
  const outbox = openOutbox(scratchFolder())
  const access = { gateway: gateway.mqtt, site: 'hall', device, boot: outbox.boot }
  const to = { ...access, ...(await credentialsOf(admin, device)) }
  let uplink = startUplink(to, outbox)
  onTestFinished(async () => {
    await uplink.close()
    outbox.close()
  })
  const told: string[] = []
  return {
    told,
    isConnected: () => uplink.isConnected(),
    async press() {
      const fact = { kind: 'pressed', up: told.length * 1000, button: 5, heldMs: 80 } as const
      const at = { at: monday + told.length * 60_000, synced: true }
      told.push(nameOf(device, outbox.tell(fact, at)))
      await uplink.delivered()
    },
    async comeAgain() {
      await uplink.close()
      uplink = startUplink(to, outbox)
      await uplink.delivered()
      await until(`${device} is back`, () => uplink.isConnected())
    },
  }
}

/** A remote at the very address that the flood comes from. */
async function aNeighbour(gateway: ClosedGateway, admin: Ask) {
  const who = await credentialsOf(admin, 'neighbour')
  const { mqtt: port } = gateway.listening
  const open = () => connect({ port, host: '127.0.0.1', localAddress: flooding })
  const client = new MqttClient(open, { ...who, clientId: who.username, reconnectPeriod: 0 })
  onTestFinished(() => void client.end(true))
  await until('the neighbour is let in', () => client.connected)
  return client
}

test('fifty remotes lose nothing while 5,000 connections say nothing and one address floods', async () => {
  const gateway = await aClosedGateway({ settings: { mqtts: null, https: null } })
  const admin = await gateway.firstAdmin()
  const names = Array.from({ length: remotes }, (_, n) => `counter-${n}`)
  const fleet = await Promise.all(names.map(name => aRemote(gateway, admin, name)))
  await until('all are connected', () => fleet.every(remote => remote.isConnected()))
  const neighbour = await aNeighbour(gateway, admin)

  const { mqtt: port } = gateway.listening
  const strangers = run('tests/support/flooder.ts', String(port), String(idle), flooding)
  await firstLine(strangers)
  for (let n = 0; n < presses; n += 1) await Promise.all(fleet.map(remote => remote.press()))
  const [first] = fleet
  await first?.comeAgain()
  await first?.press()
  const press = JSON.stringify(aBoot('near')(0, { kind: 'pressed' }))
  await neighbour.publishAsync('loyalty/1/hall/neighbour/event', press, { qos: 1 })
  expect(strangers.process.exitCode).toBeNull()

  const { body } = await admin('GET', '/api/export/events')
  const lines: string[] = body.trim().split('\n').slice(1)
  const stored = lines.map(line => {
    const { device, event } = EventLine.parse(JSON.parse(line))
    return nameOf(device, event)
  })
  const told = [...fleet.flatMap(remote => remote.told), 'neighbour/near/1']
  expect(stored.filter(name => told.includes(name)).sort()).toEqual(told.sort())
}, 90_000)
