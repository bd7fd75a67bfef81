import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { expect, test, vi } from 'vitest'
import { topics } from '../shared/topics.ts'
import { aBoot } from './support/events.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

const patience = { timeout: 20_000, interval: 20 }
const devices = ['counter-1', 'counter-2', 'counter-3', 'counter-4']

async function startGateway(config: string) {
  const gateway = run('gateway/main.ts', 'start', '--config', config)
  await vi.waitFor(() => expect(gateway.out()).toContain('listening'), patience)
  const { mqtt } = JSON.parse(gateway.out()).listening as { mqtt: number }
  return { ...gateway, mqtt: `mqtt://127.0.0.1:${mqtt}` }
}

test('kill -9 under load: nothing acknowledged is missing, nothing is counted twice', async () => {
  const data = scratchFolder()
  const config = join(data, 'gateway.json')
  const settings = { data, mqtt: { port: 0, anonymous: true }, http: { port: 0 } }
  writeFileSync(config, JSON.stringify(settings))
  const acknowledged = new Set<string>()
  const boots = devices.map(device => ({ device, told: [] as string[], event: aBoot(device) }))

  for (const killAfter of [200, 1500, 3000]) {
    const gateway = await startGateway(config)
    let inThisLife = 0
    const loads = boots.map(async ({ device, told, event }) => {
      const client = await connectAsync(gateway.mqtt, { clientId: device, reconnectPeriod: 0 })
      client.on('error', () => {})
      const topic = topics.event('hall', device)
      // What was told before the last kill is told again: the gateway knows what it has.
      const waiting = told.filter(json => !acknowledged.has(json))
      const isGone = new Promise<void>(resolve => client.once('close', () => resolve()))
      let isOver = false
      const lane = async () => {
        while (!isOver) {
          const json =
            waiting.shift() ?? JSON.stringify(event(told.length * 700, { kind: 'pressed' }))
          if (!told.includes(json)) told.push(json)
          await client.publishAsync(topic, json, { qos: 1 })
          acknowledged.add(json)
          inThisLife += 1
        }
      }
      const lanes = Promise.allSettled(Array.from({ length: 20 }, lane))
      await isGone
      isOver = true
      client.end(true)
      await lanes
    })
    await vi.waitFor(() => expect(inThisLife).toBeGreaterThan(killAfter), {
      timeout: 20_000,
      interval: 1,
    })
    gateway.process.kill('SIGKILL')
    expect(await gateway.ended).toBe('SIGKILL')
    await Promise.all(loads)
  }

  const exported = run('gateway/main.ts', 'export', '--config', config)
  expect(await exported.ended).toBe(0)
  const lines = exported.out().trim().split('\n').slice(1)
  const stored = lines.map(line => JSON.stringify(JSON.parse(line).event))
  expect(new Set(stored).size).toBe(stored.length)
  expect(acknowledged.difference(new Set(stored)).size).toBe(0)
  expect(acknowledged.size).toBeGreaterThan(4700)
  const verified = run('gateway/main.ts', 'verify', '--config', config)
  expect(await verified.ended).toBe(0)
  expect(JSON.parse(verified.out())).toMatchObject({ events: stored.length, faults: [] })
}, 90_000)
