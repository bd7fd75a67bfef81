import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { scratchFolder } from './support/scratch.ts'

const patience = { timeout: 15_000, interval: 10 }

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A broker that acknowledges an event only when the test says so. */
async function aHesitantBroker() {
  const held = new Map<number, () => void>()
  const arrived: number[] = []
  const aedes = await Aedes.createBroker({
    authorizePublish(_client, { topic, payload }, done) {
      if (!topic.endsWith('/event')) return done(null)
      const { button } = JSON.parse(payload.toString()) as { button: number }
      arrived.push(button)
      held.set(button, () => done(null))
    },
  })
  aedes.on('clientError', () => {})
  const server = createServer(socket => aedes.handle(socket))
  const address = await listening(server)
  onTestFinished(() => new Promise<void>(resolve => aedes.close(resolve)))
  return { address, arrived, acknowledge: (button: number) => held.get(button)?.() }
}

function anOutbox(presses: number) {
  const outbox = openOutbox(join(scratchFolder(), 'outbox'))
  onTestFinished(() => outbox.close())
  for (let button = 1; button <= presses; button += 1) {
    const press = { kind: 'pressed' as const, up: button, button, heldMs: 80 }
    outbox.tell(press, { at: button, synced: true })
  }
  return outbox
}

const to = (gateway: string, boot: string) => ({ gateway, site: 'hall', device: 'desk', boot })
const buttonsIn = (outbox: ReturnType<typeof anOutbox>) =>
  outbox.after(0, 1000).map(({ json }) => (JSON.parse(json) as { button: number }).button)

test('events go in order, and only a run without gaps is forgotten', async () => {
  const broker = await aHesitantBroker()
  const outbox = anOutbox(4)
  const uplink = startUplink(to(broker.address, outbox.boot), outbox)
  onTestFinished(uplink.close)
  await vi.waitFor(() => expect(broker.arrived).toEqual([1, 2, 3, 4]), patience)
  broker.acknowledge(3)
  broker.acknowledge(2)
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(buttonsIn(outbox)).toEqual([1, 2, 3, 4])
  broker.acknowledge(1)
  await vi.waitFor(() => expect(buttonsIn(outbox)).toEqual([4]), patience)
  broker.acknowledge(4)
  await uplink.delivered()
  expect(outbox.waiting()).toBe(0)
})

test('no more is on its way than a window full', async () => {
  const broker = await aHesitantBroker()
  const outbox = anOutbox(120)
  const uplink = startUplink(to(broker.address, outbox.boot), outbox)
  onTestFinished(uplink.close)
  await vi.waitFor(() => expect(broker.arrived).toHaveLength(50), patience)
  let acknowledged = 0
  let mostOnTheirWay = 0
  while (acknowledged < 120) {
    await vi.waitFor(() => expect(broker.arrived.length).toBeGreaterThan(acknowledged), patience)
    mostOnTheirWay = Math.max(mostOnTheirWay, broker.arrived.length - acknowledged)
    acknowledged += 1
    broker.acknowledge(acknowledged)
  }
  await uplink.delivered()
  expect(mostOnTheirWay).toBe(50)
  expect(broker.arrived).toEqual(Array.from({ length: 120 }, (_, index) => index + 1))
})

test('a gateway that falls silent does not keep a remote from ending', async () => {
  const connack = Buffer.from([0x20, 2, 0, 0])
  const server = createServer(socket => {
    socket.on('error', () => {})
    socket.once('data', () => socket.write(connack))
    onTestFinished(() => void socket.destroy())
  })
  const address = await listening(server)
  const said: string[] = []
  const outbox = anOutbox(1)
  const uplink = startUplink(to(address, outbox.boot), outbox, text => said.push(text))
  await vi.waitFor(() => expect(said[0]).toContain('connected to'), patience)
  const start = performance.now()
  await uplink.close()
  expect(performance.now() - start).toBeLessThan(4000)
  expect(outbox.waiting()).toBe(1)
})

test('a gateway that is not there is spoken of once, and the password never', async () => {
  const outbox = anOutbox(1)
  const said: string[] = []
  const address = 'mqtt://user:secret@127.0.0.1:1'
  const uplink = startUplink(to(address, outbox.boot), outbox, text => said.push(text))
  onTestFinished(uplink.close)
  await new Promise(resolve => setTimeout(resolve, 2500))
  expect(said.filter(text => text.startsWith('cannot reach mqtt://127.0.0.1:1'))).toHaveLength(1)
  expect(said.length).toBeLessThanOrEqual(2)
  expect(said.join()).not.toContain('secret')
})
