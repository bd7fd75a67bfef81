import { spawn, spawnSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { watch } from './support/child.ts'
import { aClosedGateway } from './support/closed-gateway.ts'
import { aBoot } from './support/events.ts'

const withMosquitto = spawnSync('mosquitto_pub', ['--help']).error === undefined
if (!withMosquitto) console.log('Nothing is tried with mosquitto: its clients are not installed.')

const mine = 'loyalty/1/hall/counter-1'

/** A client of another maker; what it says with `-d` is the protocol. */
function mosquitto(command: 'pub' | 'sub', ...args: string[]) {
  const child = watch(
    spawn(`mosquitto_${command}`, ['-d', '-V', '311', '-h', '127.0.0.1', ...args]),
  )
  onTestFinished(() => void child.process.kill())
  return child
}

async function aShop() {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const { body } = await admin('POST', '/api/devices/hall/counter-1/credentials', {})
  const port = String(gateway.listening.mqtt)
  const device = ['-p', port, '-i', 'hall/counter-1', '-u', body.username, '-P', body.password]
  return { gateway, admin, port, device }
}

test.skipIf(!withMosquitto)('mosquitto tells the events of its device and no others', async () => {
  const { admin, port, device } = await aShop()
  const press = JSON.stringify(aBoot('mosquitto')(0, { kind: 'pressed' }))
  const publish = (who: string[], topic: string) =>
    mosquitto('pub', ...who, '-q', '1', '-t', topic, '-m', press)
  const told = publish(device, `${mine}/event`)
  expect(await told.ended, told.err()).toBe(0)
  expect(told.out()).toContain('received PUBACK')
  expect((await admin('GET', '/api/export/events')).body).toContain('mosquitto')

  for (const topic of ['loyalty/1/hall/counter-2/event', `${mine}/config`, 'elsewhere']) {
    const other = publish(device, topic)
    expect(await other.ended, topic).not.toBe(0)
    expect(other.out(), topic).not.toContain('received PUBACK')
  }
  const stranger = publish(
    ['-p', port, '-i', 'x', '-u', 'hall/counter-1', '-P', 'x'],
    `${mine}/event`,
  )
  expect(await stranger.ended).not.toBe(0)
})

test.skipIf(!withMosquitto)('mosquitto hears what is for its device and nothing else', async () => {
  const { device } = await aShop()
  const hears = async (topic: string) => {
    const client = mosquitto('sub', ...device, '-E', '-q', '1', '-t', topic)
    await client.ended
    return /Subscribed \(mid: \d+\): [01]$/m.test(client.out())
  }
  expect(await hears(`${mine}/config`)).toBe(true)
  expect(await hears(`${mine}/command`)).toBe(true)
  expect(await hears('loyalty/1/hall/counter-2/config')).toBe(false)
  expect(await hears('loyalty/1/hall/live/counter-1')).toBe(false)
  expect(await hears('#')).toBe(false)
})
