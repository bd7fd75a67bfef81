import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { topics } from '../shared/topics.ts'
import { aBoot } from './support/events.ts'
import { root, run, watch } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

const patience = { timeout: 20_000, interval: 50 }
const withPrlimit = spawnSync('prlimit', ['--version']).status === 0
if (!withPrlimit) console.log('A full disk is not tested: prlimit is not installed.')

/** A gateway whose files cannot grow beyond a limit, which is what a full disk looks like. */
async function aCrampedGateway() {
  const folder = scratchFolder()
  const config = join(folder, 'gateway.json')
  const settings = {
    data: join(folder, 'data'),
    mqtt: { port: 0, anonymous: true },
    http: { port: 0 },
  }
  writeFileSync(config, JSON.stringify(settings))
  const command = `trap '' XFSZ; ulimit -S -f 400; exec "$0" gateway/main.ts start --config "$1"`
  const gateway = watch(spawn('bash', ['-c', command, process.execPath, config], { cwd: root }))
  await vi.waitFor(() => expect(gateway.out()).toContain('listening'), patience)
  const { mqtt, http } = JSON.parse(gateway.out()).listening as { mqtt: number; http: number }
  return {
    ...gateway,
    config,
    mqtt: `mqtt://127.0.0.1:${mqtt}`,
    http: `http://127.0.0.1:${http}`,
    makeRoom: () => spawnSync('prlimit', [`--pid=${gateway.process.pid}`, '--fsize=unlimited:']),
  }
}

test.skipIf(!withPrlimit)(
  'on a full disk nothing is acknowledged that is not stored, and it goes on when there is room',
  async () => {
    const gateway = await aCrampedGateway()
    const event = aBoot()
    const acknowledged: number[] = []
    const client = await connectAsync(gateway.mqtt, { reconnectPeriod: 0 })
    onTestFinished(() => void client.end(true))
    client.on('error', () => {})
    let refused = false
    client.on('close', () => {
      refused = true
    })
    while (!refused && acknowledged.length < 20_000) {
      const batch = Array.from({ length: 100 }, () => event(1000, { kind: 'pressed' }))
      const sent = batch.map(async told => {
        const topic = topics.event('hall', 'counter-1')
        await client.publishAsync(topic, JSON.stringify(told), { qos: 1 })
        acknowledged.push(told.seq)
      })
      const closed = new Promise<void>(resolve => client.once('close', () => resolve()))
      await Promise.race([Promise.allSettled(sent), closed])
    }
    expect(refused).toBe(true)
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(gateway.err()).toContain('nothing is acknowledged until it works')
    expect((await fetch(`${gateway.http}/healthz`)).status).toBe(503)

    // A remote that tells meanwhile waits, and delivers when there is room.
    const outbox = openOutbox(join(scratchFolder(), 'outbox'))
    const to = { gateway: gateway.mqtt, site: 'hall', device: 'counter-2', boot: outbox.boot }
    const uplink = startUplink(to, outbox)
    onTestFinished(async () => {
      await uplink.close()
      outbox.close()
    })
    outbox.tell(
      { kind: 'pressed', up: 10, button: 5, heldMs: 80 },
      { at: Date.now(), synced: true },
    )
    expect(gateway.makeRoom().status).toBe(0)
    await vi.waitFor(() => expect(outbox.waiting()).toBe(0), patience)
    expect((await fetch(`${gateway.http}/healthz`)).status).toBe(200)
    expect(gateway.err()).toContain('storing again')

    const exported = await (await fetch(`${gateway.http}/api/export/events`)).text()
    const stored = exported.match(/"seq":\d+/g)?.map(text => Number(text.slice(6))) ?? []
    expect(new Set(acknowledged).difference(new Set(stored)).size).toBe(0)
    expect(new Set(stored).size).toBe(stored.length - 1)

    // What was counted before, during and after is what the log says.
    const verified = run('gateway/main.ts', 'verify', '--config', gateway.config)
    expect(await verified.ended).toBe(0)
    expect(JSON.parse(verified.out())).toMatchObject({ events: stored.length, faults: [] })
  },
  60_000,
)

test('a data folder that cannot be written ends in one sentence', async () => {
  const folder = scratchFolder()
  writeFileSync(join(folder, 'data'), 'a file where a folder is expected')
  const config = join(folder, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: join(folder, 'data') }))
  const gateway = watch(
    spawn(process.execPath, ['gateway/main.ts', 'start', '--config', config], { cwd: root }),
  )
  expect(await gateway.ended).toBe(1)
  expect(gateway.err().trim().split('\n')).toHaveLength(1)
  expect(gateway.err()).toMatch(/^could not open .*gateway\.sqlite: /)
  expect(readFileSync(join(folder, 'data'), 'utf8')).toContain('a file')
})
