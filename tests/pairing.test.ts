import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { RemoteSettings } from '../firmware/settings.ts'
import { issue, makeAuthority } from '../gateway/tls/authority.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { type Ask, aClosedGateway } from './support/closed-gateway.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

const wiring = ['--buttons', 'firmata', '--buttons-port', '/dev/ttyACM0', '--rangefinder', 'none']

async function codeFor(admin: Ask, device: string): Promise<string> {
  return (await admin('POST', `/api/devices/hall/${device}/pairing`, {})).body.code
}

async function remote(...args: string[]) {
  const child = run('firmware/main.ts', 'init', ...args)
  const code = await child.ended
  return { code, out: child.out(), err: child.err().trim() }
}

test('a code pairs a remote over TLS, which then knows its gateway from any other', async () => {
  const gateway = await aClosedGateway()
  const admin = await gateway.firstAdmin()
  const address = `https://127.0.0.1:${gateway.listening.https}`
  const config = join(scratchFolder(), 'remote.json')
  const code = await codeFor(admin, 'counter-1')
  const said = ['--config', config, '--gateway', address, '--code', code, '--no-press', ...wiring]
  const paired = await remote(...said)
  expect(paired).toMatchObject({ code: 0, err: '' })
  expect(paired.out).toContain('lets this remote in')
  const settings = readSettingsFile(config, RemoteSettings)
  expect(settings).toMatchObject({
    site: 'hall',
    device: 'counter-1',
    username: 'hall/counter-1',
    gateway: gateway.mqtts,
    ca: readFileSync(join(gateway.data, 'tls', 'authority.crt'), 'utf8'),
  })
  expect(statSync(config).mode & 0o777).toBe(0o600)
  const again = await remote(...said, '--overwrite')
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('not used') })

  const other = await aClosedGateway()
  writeFileSync(config, JSON.stringify({ ...settings, gateway: other.mqtts }))
  const doctor = run('firmware/main.ts', 'doctor', '--config', config)
  await doctor.ended
  expect(doctor.out()).toContain('its certificate is one that nobody here vouches for')

  const print = ['--gateway', address, '--code', await codeFor(admin, 'shelf'), '--print']
  expect(JSON.parse((await remote(...print)).out)).toEqual({
    username: 'hall/shelf',
    password: expect.stringMatching(/^[\w-]{27}$/),
  })
}, 60_000)

test('who pretends to be the gateway is not told the code', async () => {
  const gateway = await aClosedGateway()
  const code = await codeFor(await gateway.firstAdmin(), 'counter-1')
  const told: unknown[] = []
  const forged = await issue(await makeAuthority(Date.now()), ['127.0.0.1'], Date.now())
  const server = createServer({ key: forged.key, cert: forged.certificate }, request => {
    told.push(request.url)
  })
  server.on('connection', socket => onTestFinished(() => void socket.destroy()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const config = join(scratchFolder(), 'remote.json')
  const said = ['--gateway', `https://127.0.0.1:${port}`, '--code', code, ...wiring]
  const fooled = await remote('--config', config, ...said)
  expect(fooled.code).toBe(1)
  expect(fooled.err).toMatch(/is not the gateway that gave this code; nothing was told to it$/)
  expect(told).toEqual([])
})

test('a code is over after ten minutes, and guessing is slowed down', async () => {
  let time = Date.now()
  const gateway = await aClosedGateway({ now: () => time })
  const admin = await gateway.firstAdmin()
  const code = (await codeFor(admin, 'counter-1')).slice(0, 7)
  const redeem = (code: string) => gateway.anyone('POST', '/api/pairing', { code })
  time += 600_001
  expect((await redeem(code)).status).toBe(403)
  const other = (await codeFor(admin, 'counter-1')).slice(0, 7)
  const wrong = other === '000-000' ? '000-001' : '000-000'
  for (let n = 0; n < 4; n += 1) expect((await redeem(wrong)).status).toBe(403)
  expect((await redeem(other)).status).toBe(429)
  time += 61_000
  expect(await redeem(other)).toMatchObject({ status: 200, body: { device: 'counter-1' } })
})

test('a device that the settings mount elsewhere is not paired for a touchpoint', async () => {
  const touchpoints = [{ id: 'bakery', devices: ['counter-1'] }]
  const gateway = await aClosedGateway({ settings: { sites: [{ id: 'hall', touchpoints }] } })
  const admin = await gateway.firstAdmin()
  const path = '/api/devices/hall/counter-1/pairing'
  expect(await admin('POST', path, { touchpoint: 'help-desk' })).toMatchObject({
    status: 400,
    body: {
      error: expect.stringContaining('expected help-desk, found hall/counter-1 at hall/bakery'),
    },
  })
  expect((await admin('POST', path, { touchpoint: 'bakery' })).status).toBe(200)
})
