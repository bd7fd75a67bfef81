import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { root, watch } from './support/child.ts'
import { record } from './support/input-records.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const settlingMs = 1500
const digit1 = 2

test('SIGTERM in the middle of a press ends a remote within a second, and the press is kept', async () => {
  const { remote, data, hold } = await aRemote()
  await delay(settlingMs)
  hold()
  await delay(500)
  const before = performance.now()
  remote.process.kill('SIGTERM')
  expect(await remote.ended).toBe(0)
  expect(performance.now() - before).toBeLessThan(1000)
  const outbox = openOutbox(data)
  onTestFinished(outbox.close)
  const kinds = outbox.after(0, 100).map(({ json }) => JSON.parse(json).kind)
  expect(kinds).toEqual(['started', 'pressed'])
})

const withSystemd =
  spawnSync('systemd-notify', ['--version']).status === 0 && spawnSync('socat', ['-V']).status === 0

test.skipIf(!withSystemd)(
  'systemd hears of a remote when it is ready, and as often as it asks',
  async () => {
    const socket = join(scratchFolder(), 'notify')
    const systemd = watch(spawn('socat', ['-u', `UNIX-RECV:${socket}`, 'STDOUT']))
    onTestFinished(() => void systemd.process.kill())
    await until('the socket is there', () => existsSync(socket))
    const asked = { NOTIFY_SOCKET: socket, WATCHDOG_USEC: '400000' }
    const { remote } = await aRemote(asked)
    await until('it is ready', () => systemd.out().includes('READY=1'))
    await until('three signs of life', () => (systemd.out().match(/WATCHDOG=1/g)?.length ?? 0) > 2)
    expect(remote.err()).not.toContain('could not tell systemd')
  },
)

test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
  'the unit of the service is one that systemd understands',
  () => {
    const text = readFileSync(join(root, 'firmware/loyalty-remote.service'), 'utf8')
    const unit = join(scratchFolder(), 'loyalty-remote.service')
    writeFileSync(unit, text.replaceAll('/opt/loyalty-button', root.replace(/\/$/, '')))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  },
)

/** A remote whose gateway accepts connections, and says nothing. */
async function aRemote(env: NodeJS.ProcessEnv = {}) {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await until('the gateway listens', () => silent.listening)
  const address = silent.address()
  const mqttPort = typeof address === 'object' ? address?.port : 0
  const folder = scratchFolder()
  const [port, config, data] = [join(folder, 'event0'), join(folder, 'remote.json'), folder]
  expect(spawnSync('mkfifo', [port]).status).toBe(0)
  const gateway = `mqtt://127.0.0.1:${mqttPort}`
  const buttons = { driver: 'evdev', port }
  writeFileSync(
    config,
    JSON.stringify({ site: 'hall', device: 'counter-1', gateway, data, buttons }),
  )
  const args = ['firmware/main.ts', '--config', config]
  const remote = watch(
    spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } }),
  )
  onTestFinished(() => void remote.process.kill('SIGKILL'))
  await until('the buttons are there', () => remote.err().includes('connected on'))
  const pipe = openSync(port, 'w')
  onTestFinished(() => closeSync(pipe))
  return { remote, data, hold: () => void writeSync(pipe, record(1, digit1, 1)) }
}
