import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { aClosedGateway, aGuest } from './support/closed-gateway.ts'
import { aBoot } from './support/events.ts'

const remotes = 50
const presses = 10
const idle = 5000
const idlePerAddress = 100
const rushMs = 25

test('fifty remotes lose nothing while 5,000 connections say nothing and one address floods', async () => {
  const gateway = await aClosedGateway({ settings: { mqtts: null, https: null } })
  const admin = await gateway.firstAdmin()
  const port = gateway.listening.mqtt

  function silently(localAddress: string) {
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    socket.resume().on('error', () => {})
    onTestFinished(() => void socket.destroy())
    return socket
  }

  const credentials = await Promise.all(
    Array.from({ length: remotes }, async (_, n) => {
      const path = `/api/devices/hall/counter-${n}/credentials`
      const { username, password } = (await admin('POST', path, {})).body
      return { username, password, clientId: username }
    }),
  )
  const clients = await Promise.all(credentials.map(who => aGuest(gateway.mqtt, who)))
  for (let n = 0; n < idle; n += 1) silently(`127.1.0.${1 + Math.floor(n / idlePerAddress)}`)
  let rushed = 0
  const rush = setInterval(() => {
    for (let n = 0; n < 10; n += 1) silently('127.0.0.9').setTimeout(50)
    rushed += 10
  }, rushMs)
  onTestFinished(() => clearInterval(rush))

  for (let n = 0; n < presses; n += 1) {
    await Promise.all(
      clients.map((client, index) => {
        const topic = `loyalty/1/hall/counter-${index}/event`
        const press = aBoot(`b${n}`)(n * 60_000, { kind: 'pressed' })
        return client.publishAsync(topic, JSON.stringify(press), { qos: 1 })
      }),
    )
  }
  const [first] = credentials
  const begun = performance.now()
  expect((await aGuest(gateway.mqtt, { ...first })).connected).toBe(true)
  const returnMs = Math.round(performance.now() - begun)
  expect(returnMs).toBeLessThan(5000)
  clearInterval(rush)

  const { body } = await admin('GET', '/api/export/events')
  expect(body.trim().split('\n')).toHaveLength(1 + remotes * presses)
  expect(rushed).toBeGreaterThan(0)
}, 90_000)
