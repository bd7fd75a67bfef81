import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { RemoteSettings } from '../firmware/settings.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { root, watch } from './support/child.ts'
import { aGateway } from './support/gateway.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const settlingMs = 600
const ports = ['--buttons-port', '/dev/ttyACM0', '--rangefinder-port', '/dev/ttyAMA0']
const wiring = ['--buttons', 'firmata', '--rangefinder', 'tfmini', ...ports]
const place = ['--site', 'hall', '--device', 'counter-1']

test('with everything said nobody is asked, and the settings are written', async () => {
  const { mqtt } = await aGateway()
  const { config, init } = aFolder()
  const said = ['--gateway', mqtt, ...place, ...wiring]
  const first = init(...said)
  expect(await first.ended).toBe(0)
  expect(first.out()).toContain(`gateway: ${mqtt} lets this remote in`)
  expect(readSettingsFile(config, RemoteSettings)).toMatchObject({
    site: 'hall',
    device: 'counter-1',
    gateway: mqtt,
    buttons: { driver: 'firmata', port: '/dev/ttyACM0', pins: [2, 3, 4, 5, 6], light: 13 },
    rangefinder: { driver: 'tfmini', port: '/dev/ttyAMA0', hz: 50 },
  })
  expect(statSync(config).mode & 0o777).toBe(0o600)
})

test('settings that are there are replaced only when that is said', async () => {
  const { mqtt } = await aGateway()
  const { config, init } = aFolder()
  writeFileSync(config, 'written by hand')
  const said = ['--gateway', mqtt, ...place, ...wiring]
  const refused = init(...said)
  expect(await refused.ended).toBe(1)
  expect(refused.err().trim()).toBe(`${config} is there already: --overwrite replaces it`)
  expect(readFileSync(config, 'utf8')).toBe('written by hand')
  expect(await init(...said, '--overwrite').ended).toBe(0)
  expect(readSettingsFile(config, RemoteSettings).device).toBe('counter-1')
})

test('without a terminal what is missing, wrong or out of reach is named, and nothing written', async () => {
  const { config, init } = aFolder()
  const fails = async (...said: string[]) => {
    const child = init(...said)
    expect(await child.ended).toBe(1)
    expect(() => statSync(config)).toThrow('ENOENT')
    return child.err().trim()
  }
  const gateway = ['--gateway', 'mqtt://127.0.0.1:1']
  expect(await fails(...gateway, '--site', 'hall', ...wiring)).toBe(
    'expected --device (name of this remote, such as counter-1), found nobody to ask',
  )
  expect(await fails(...gateway, '--site', 'Main Hall', ...wiring)).toBe(
    '--site Main Hall: must be 1 to 32 of a-z, 0-9 and -',
  )
  expect(await fails(...gateway, ...place, ...wiring)).toBe(
    `gateway: mqtt://127.0.0.1:1: nobody listens there: does the gateway run?; ${config} was not written`,
  )
})

const withSocat = spawnSync('socat', ['-V']).status === 0

test.skipIf(!withSocat)(
  'at a terminal it asks, and ends with a press that is at the gateway',
  async () => {
    const gateway = await aGateway()
    const { config, folder } = aFolder()
    const said = `init --config ${config} --gateway ${gateway.mqtt} --data ${join(folder, 'data')}`
    const program = `${process.execPath} firmware/main.ts ${said}`.replaceAll(':', '\\:')
    const terminal = watch(
      spawn('socat', ['-', `EXEC:${program},pty,setsid,ctty,stderr`], { cwd: root }),
    )
    onTestFinished(() => void terminal.process.kill('SIGKILL'))
    const answer = async (question: string, typed: string) => {
      await until(question, () => terminal.out().includes(question))
      terminal.process.stdin?.write(`${typed}\n`)
    }
    await answer('site, such as main-hall: ', 'Main Hall')
    await answer('must be 1 to 32 of a-z, 0-9 and -', 'hall')
    await answer('name of this remote, such as counter-1: ', 'counter-1')
    await answer('evdev (an input device) or keyboard', 'keyboard')
    await answer('gp2y0a02, none [none]: ', '')
    await until('it waits', () => terminal.out().includes('the keys 1 2 3 4 5 of this terminal'))
    await delay(settlingMs)
    terminal.process.stdin?.write('4')
    await until('the press arrives', () =>
      terminal.out().includes('button 4 was pressed, and the gateway has it'),
    )
    expect(await terminal.ended).toBe(0)
    const log = await (await fetch(`${gateway.http}/api/export/events`)).text()
    expect(log).toMatch(/"kind":"pressed","button":4/)
    expect(readSettingsFile(config, RemoteSettings).buttons).toMatchObject({ driver: 'keyboard' })
  },
)

const alone = [
  '-rn',
  'sh',
  '-c',
  'ip link set lo up && ip route add 224.0.0.0/4 dev lo && exec "$@"',
  '-',
]
const withOwnNetwork = spawnSync('unshare', [...alone, 'true']).status === 0
if (!withOwnNetwork) console.log('Finding a gateway at set-up is not tested: unshare is missing.')

test.skipIf(!withOwnNetwork)('the gateway and its only site are found in the network', async () => {
  const { config, folder } = aFolder()
  const program = `
    import { spawnSync } from 'node:child_process'
    import { GatewaySettings } from './gateway/settings.ts'
    import { startGateway } from './gateway/start.ts'
    import { announceGateway } from './shared/gateway-service.ts'
    const mqtt = { port: 0, anonymous: true }
    const data = ${JSON.stringify(join(folder, 'gateway'))}
    const gateway = await startGateway(GatewaySettings.parse({ data, mqtt, http: mqtt }))
    const { mqtt: port } = gateway.listening
    announceGateway({ sites: ['hall'], mqtt: port }, console.log)
    console.log(port)`
  const inside = [...alone, process.execPath, '--input-type=module', '-e']
  const network = watch(spawn('unshare', [...inside, program], { cwd: root }))
  onTestFinished(() => void network.process.kill('SIGKILL'))
  await until('the gateway runs', () => network.out().includes('\n'))
  const said = ['--device', 'counter-1', ...wiring]
  const enter = ['-t', String(network.process.pid), '-U', '-n', process.execPath]
  const init = watch(
    spawn('nsenter', [...enter, 'firmware/main.ts', 'init', '--config', config, ...said], {
      cwd: root,
    }),
  )
  expect(await init.ended, init.err()).toBe(0)
  const gateway = `mqtt://127.0.0.1:${network.out().trim()}`
  expect(init.out()).toContain(`found a gateway at ${gateway}, of hall`)
  expect(readSettingsFile(config, RemoteSettings)).toMatchObject({ site: 'hall', gateway })
})

function aFolder() {
  const folder = scratchFolder()
  const config = join(folder, 'remote.json')
  const init = (...said: string[]) => run('firmware/main.ts', 'init', '--config', config, ...said)
  return { folder, config, init }
}
