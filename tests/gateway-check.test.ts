import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import { expect, onTestFinished, test } from 'vitest'
import { checkGateway } from '../firmware/gateway-check.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { aGateway } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'

const remote = { site: 'hall', device: 'counter-1' }

test('a gateway that takes the remote is told so', async () => {
  const { mqtt } = await aGateway()
  const text = `gateway: ${mqtt} lets this remote in`
  expect(await checkGateway({ ...remote, gateway: mqtt })).toEqual({ ok: true, text })
})

test('a gateway that wants a password is passed with the right one only', async () => {
  const gateway = await aStrictBroker()
  const account = { ...remote, gateway, username: 'counter-1' }
  expect(await checkGateway({ ...account, password: 'right' })).toMatchObject({ ok: true })
  const text = `gateway: ${gateway}: it does not let this remote in: are user name and password right?`
  expect(await checkGateway({ ...account, password: 'wrong' })).toEqual({ ok: false, text })
  expect(await checkGateway({ ...remote, gateway })).toEqual({ ok: false, text })
})

test('what a remote tells goes with its user name and password', async () => {
  const gateway = await aStrictBroker()
  const outbox = openOutbox(scratchFolder())
  onTestFinished(outbox.close)
  const account = { ...remote, gateway, username: 'counter-1', password: 'right' }
  const uplink = startUplink({ ...account, boot: outbox.boot }, outbox)
  onTestFinished(uplink.close)
  const press = { kind: 'pressed' as const, up: 1, button: 1, heldMs: 80 }
  outbox.tell(press, { at: 1, synced: true })
  await uplink.delivered()
  expect(outbox.waiting()).toBe(0)
})

test('nobody at the address, a name that nobody has, and no gateway are told apart', async () => {
  const check = async (gateway: string) => (await checkGateway({ ...remote, gateway })).text
  expect(await check('mqtt://127.0.0.1:1')).toContain('nobody listens there')
  expect(await check('mqtt://user:secret@127.0.0.1:1')).not.toContain('secret')
  expect(await check('mqtt://gateway.invalid')).toContain('no machine of this name was found')
  const port = await listening(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  expect(await check(`mqtt://127.0.0.1:${port}`)).toContain('not as a gateway')
  expect(await check(`mqtts://127.0.0.1:${port}`)).toContain('it speaks no TLS')
})

/** A broker that knows one remote. */
async function aStrictBroker(): Promise<string> {
  const aedes = await Aedes.createBroker({
    authenticate: (_client, username, password, done) =>
      username === 'counter-1' && password?.toString() === 'right'
        ? done(null, true)
        : done(Object.assign(new Error('not authorized'), { returnCode: 5 }), false),
  })
  aedes.on('clientError', () => {})
  aedes.on('connectionError', () => {})
  onTestFinished(() => new Promise<void>(resolve => aedes.close(resolve)))
  return `mqtt://127.0.0.1:${await listening(socket => void aedes.handle(socket))}`
}

async function listening(meet: (socket: Socket) => void): Promise<number> {
  const server = createServer(meet)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
