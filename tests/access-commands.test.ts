import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { firstLine } from './support/child.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

interface Paired {
  username: string
  password: string
  ca: string
  mqtts: number
}

function aSettingsFile() {
  const data = join(scratchFolder(), 'data')
  const config = join(data, '..', 'gateway.json')
  const here = { host: '127.0.0.1', port: 0 }
  writeFileSync(
    config,
    JSON.stringify({ data, mqtt: { port: 0 }, mqtts: here, http: { port: 0 }, https: here }),
  )
  return { config, data }
}

async function startGateway(config: string) {
  const child = run('gateway/main.ts', 'start', '--config', config)
  const { listening } = await firstLine<{ listening: { mqtts: number; https: number } }>(child)
  return { child, listening }
}

async function gateway(config: string, ...args: string[]) {
  const child = run('gateway/main.ts', ...args, '--config', config)
  const code = await child.ended
  return { code, out: child.out().trim(), err: child.err() }
}

/** Exchanges a pairing code over TLS, as a program would that takes any certificate. */
function pair(port: number, code: string): Promise<{ status: number; body: Paired }> {
  return new Promise((resolve, reject) => {
    const address = `https://127.0.0.1:${port}/api/pairing`
    const asking = request(address, { method: 'POST', rejectUnauthorized: false }, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }),
      )
    })
    asking.on('error', reject)
    asking.end(JSON.stringify({ code }))
  })
}

test('a device is added while the gateway runs and while it does not, and comes in over TLS', async () => {
  const { config, data } = aSettingsFile()
  const first = await startGateway(config)
  await until('a link is printed', () => first.child.err().includes('/#first-password?key='))
  const added = await gateway(config, 'device', 'add', 'hall', 'counter-1')
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(added.out).toMatch(/^\d{3}-\d{3}-[0-9a-z]{8}$/)
  const paired = await pair(first.listening.https, added.out)
  expect(paired.status).toBe(200)
  expect((await pair(first.listening.https, added.out)).status).toBe(403)
  const { username, password, ca, mqtts } = paired.body
  expect(mqtts).toBe(first.listening.mqtts)
  const options = { username, password, ca, clientId: username, reconnectPeriod: 0 }
  const client = await connectAsync(`mqtts://127.0.0.1:${mqtts}`, options)
  onTestFinished(() => void client.end(true))
  const closed = new Promise<void>(resolve => client.once('close', () => resolve()))
  expect(await gateway(config, 'device', 'revoke', 'hall', 'counter-1')).toMatchObject({ code: 0 })
  await closed
  const missing = await gateway(config, 'device', 'revoke', 'hall', 'counter-1')
  expect(missing).toMatchObject({
    code: 1,
    err: 'expected a paired device, found no hall/counter-1\n',
  })
  first.child.process.kill('SIGTERM')
  await first.child.ended

  const offline = await gateway(config, 'device', 'add', 'hall', 'counter-2')
  expect(offline).toMatchObject({ code: 0, err: '' })
  const printed = await gateway(config, 'device', 'add', 'hall', 'counter-3', '--print')
  expect(JSON.parse(printed.out)).toMatchObject({ username: 'hall/counter-3' })
  const second = await startGateway(config)
  expect(await pair(second.listening.https, offline.out)).toMatchObject({
    status: 200,
    // The authority is the same one, or every remote would have to be paired again.
    body: { username: 'hall/counter-2', ca },
  })
  const listed = await gateway(config, 'device', 'list')
  expect(JSON.parse(listed.out)).toMatchObject([{ device: 'counter-2' }, { device: 'counter-3' }])

  for (const file of readdirSync(join(data, 'tls'))) {
    expect(statSync(join(data, 'tls', file)).mode & 0o077, file).toBe(0)
  }
}, 60_000)

test('people and tokens are kept by commands too, each wrong word in one sentence', async () => {
  const { config } = aSettingsFile()
  const person = await gateway(config, 'person', 'add', 'Ada', '--role', 'admin')
  expect(person.out).toMatch(/^https:\/\/127.0.0.1:\d+\/#first-password\?key=.*&name=Ada\nhttp:/)
  const token = await gateway(config, 'token', 'add', 'hall/till-1', '--scopes', 'sell', 'live')
  expect(JSON.parse(token.out)).toMatchObject({ username: 'hall/till-1' })
  const wrong = await gateway(config, 'token', 'add', 'x', '--scopes', 'administer')
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('scopes') })
  const gone = await gateway(config, 'token', 'revoke', 'hall/till-1')
  expect(gone).toMatchObject({ code: 0, out: '' })
  expect(JSON.parse((await gateway(config, 'token', 'list')).out)).toEqual([])
}, 60_000)
