import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../firmware/clock.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { obey } from '../firmware/obey.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { keepDistances } from '../firmware/recent-distances.ts'
import { startUplink } from '../firmware/uplink.ts'
import type { DeviceConfig, Look } from '../shared/commands.ts'
import type { Signal } from '../simulator/signal.ts'
import { playSignals } from '../simulator/virtual-hardware.ts'
import { aGateway } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

function* distances(): Generator<Signal> {
  for (let t = 0; ; t += 50) yield { t, mm: t < 500 ? null : 2600 }
}

/** The firmware of one remote, and what its gateway made it do. */
async function aRemote(gateway: string) {
  const data = scratchFolder()
  const outbox = openOutbox(data)
  const did: string[] = []
  const configs: DeviceConfig[] = []
  const hardware = {
    ...playSignals(distances(), { buttons: 5, rangefinder: 'TFmini-S' }),
    identify: () => void did.push('blinks'),
  }
  const learnt = openLearntFile(data, () => {})
  const firmware = operate(hardware, outbox, systemClock(), { learnt })
  const to = { gateway, site: 'hall', device: 'remote', boot: outbox.boot }
  const uplink = startUplink(to, outbox)
  const heard = { ...firmware, configure: (config: DeviceConfig) => void configs.push(config) }
  obey(uplink, heard, () => did.push('restarts'))
  onTestFinished(async () => {
    await hardware.close()
    firmware.close()
    await uplink.close()
    outbox.close()
  })
  await until('the remote is heard', () => uplink.isConnected() && outbox.waiting() === 0)
  return { did, configs }
}

const post = async (http: string, what: string) => {
  const address = `${http}/api/devices/hall/remote/${what}`
  const response = await fetch(address, { method: 'POST' })
  return { status: response.status, body: await response.json() }
}

test('a remote blinks, restarts and tells the last minute of distances when it is asked to', async () => {
  const gateway = await aGateway()
  expect(await post(gateway.http, 'identify')).toEqual({
    status: 409,
    body: {
      error: 'expected hall/remote to be connected, found it is not',
      code: 'not-connected',
      about: { name: 'remote' },
    },
  })
  const { did } = await aRemote(gateway.mqtt)
  expect(await post(gateway.http, 'identify')).toEqual({ status: 200, body: { asked: true } })
  await until('it blinks', () => did.includes('blinks'))
  await post(gateway.http, 'restart')
  await until('it restarts', () => did.includes('restarts'))
  await until('it has seen something', async () => {
    const { body } = (await post(gateway.http, 'look')) as { body: Look }
    return body.mm[0] === null && body.mm.at(-2) === 2600
  })
})

test('a remote is told its zone, from the settings of the time, also when it comes later', async () => {
  const gateway = await aGateway({ sites: null })
  const zone = { nearMm: 300, farMm: 1100 }
  const put = (basedOn: number, devices: object[]) =>
    fetch(`${gateway.http}/api/settings/sites`, {
      method: 'PUT',
      body: JSON.stringify({ sites: [{ id: 'hall', devices }], basedOn }),
    })
  expect((await put(0, [{ id: 'remote', name: 'At the door', zone }])).status).toBe(200)
  const { configs } = await aRemote(gateway.mqtt)
  await until('it is told its zone', () => configs.length === 1)
  expect(configs).toEqual([{ zone }])
  await put(1, [])
  await until('it is told that there is none', () => configs.length === 2)
  expect(configs[1]).toEqual({ zone: null })
})

test('of the distances only the last minute is kept', () => {
  const recent = keepDistances()
  for (let up = 0; up < 90_000; up += 20) recent.note(up, up < 60_000 ? 1000 : 2000)
  const kept = recent.read(90_000)
  expect(kept).toHaveLength(600)
  expect(kept.filter(mm => mm === 1000)).toHaveLength(299)
  expect(kept.filter(mm => mm === 2000)).toHaveLength(300)
  expect(recent.read(200_000).every(mm => mm === null)).toBe(true)
})
