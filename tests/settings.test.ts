import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RemoteSettings } from '../firmware/settings.ts'
import { GatewaySettings } from '../gateway/settings.ts'
import { readSettingsFile } from '../shared/settings-file.ts'
import { scratchFolder } from './support/scratch.ts'

function settingsFile(settings: unknown, name = 'gateway.json'): string {
  const path = join(scratchFolder(), name)
  writeFileSync(path, typeof settings === 'string' ? settings : JSON.stringify(settings))
  return path
}

test('an empty file is a gateway on loopback that lets nobody in', () => {
  const settings = readSettingsFile(settingsFile({}), GatewaySettings)
  expect(settings).toMatchObject({
    data: './data',
    mqtt: { host: '127.0.0.1', port: 1883, anonymous: false },
    http: { host: '127.0.0.1', port: 8080 },
  })
  expect(settings.sites).toBeUndefined()
})

test('every problem is named at once, with its place', () => {
  const path = settingsFile({
    mqtt: { host: '0.0.0.0', anonymous: true, port: 99_999 },
    http: { prot: 8080 },
    sites: [
      {
        id: 'Main Hall',
        timeZone: 'Europe/Plovdiv',
        touchpoints: [
          { id: 'counter-1', devices: ['a'], opening: { monday: '08:00-19:00', sat: '9-14' } },
          { id: 'counter-1', devices: ['a'] },
        ],
      },
    ],
  })
  let message = ''
  try {
    readSettingsFile(path, GatewaySettings)
  } catch (failure) {
    message = (failure as Error).message
  }
  expect(message).toMatch(`${path} is not a valid configuration:`)
  for (const problem of [
    '→ at mqtt.port',
    'Unrecognized key: "prot"',
    'must be 1 to 32 of a-z, 0-9 and -',
    'must be a time zone like Europe/Sofia',
    'must be a day like sat or mon-fri',
    'must be a time like 08:00-19:00',
  ]) {
    expect(message).toContain(problem)
  }
})

test('anonymous off loopback, and a name given twice, are refused', () => {
  const refuse = (settings: unknown) => () =>
    readSettingsFile(settingsFile(settings), GatewaySettings)
  expect(refuse({ mqtt: { host: '0.0.0.0', anonymous: true } })).toThrow(
    'anonymous is accepted on a loopback host only',
  )
  const counter = { id: 'counter-1', devices: ['a'] }
  const site = { id: 'hall', touchpoints: [counter, { ...counter, devices: ['a'] }] }
  expect(refuse({ sites: [site] })).toThrow('touchpoint counter-1 is named twice')
  const two = { id: 'hall', touchpoints: [counter, { id: 'counter-2', devices: ['a'] }] }
  expect(refuse({ sites: [two] })).toThrow('device hall/a is named twice')
})

test('settings that would mean something else than they say are refused', () => {
  const refuse = (touchpoint: object) => () =>
    readSettingsFile(
      settingsFile({ sites: [{ id: 'hall', touchpoints: [{ id: 'desk', ...touchpoint }] }] }),
      GatewaySettings,
    )
  expect(refuse({ devices: ['live'] })).toThrow('must not be live')
  expect(refuse({ question: { ratings: [3, 3] } })).toThrow('must name each rating once')
  expect(refuse({ opening: {} })).toThrow('must name a day')
  expect(refuse({ opening: { mon: '08:00-08:00' } })).toThrow('must not close when it opens')
})

test('a file that is missing or no JSON says so', () => {
  expect(() => readSettingsFile('/nowhere/gateway.json', GatewaySettings)).toThrow(
    'could not read /nowhere/gateway.json: expected a settings file (ENOENT)',
  )
  const path = settingsFile('{"data": }')
  expect(() => readSettingsFile(path, GatewaySettings)).toThrow(`${path} is not valid JSON`)
})

test('remote.json as it is documented is accepted, a wrong one is not', () => {
  const good = {
    site: 'hall',
    device: 'counter-1',
    gateway: 'mqtts://gateway.local:8883',
    data: './remote-data',
    buttons: { driver: 'firmata', port: '/dev/ttyACM0', pins: [2, 3, 4, 5, 6], light: 13 },
    rangefinder: { driver: 'tfmini', port: '/dev/ttyAMA0', hz: 50 },
  }
  expect(readSettingsFile(settingsFile(good, 'remote.json'), RemoteSettings)).toEqual(good)
  const rangefinder = { ...good.rangefinder, baudrate: 1 }
  const bad = { ...good, device: 'Counter 1', gateway: 'http://x', rangefinder }
  expect(() => readSettingsFile(settingsFile(bad, 'remote.json'), RemoteSettings)).toThrow(
    /at device[\s\S]*must be an mqtt:\/\/ or mqtts:\/\/ address[\s\S]*"baudrate"/,
  )
})

test.each([
  ['an input device', { buttons: { driver: 'evdev', port: '/dev/input/event0' } }],
  ['the keyboard', { buttons: { driver: 'keyboard' } }],
  ['text lines', { rangefinder: { driver: 'text', port: '/dev/ttyUSB0' } }],
  ['a LIDAR-Lite', { rangefinder: { driver: 'lidar-lite', port: '/dev/ttyACM0' } }],
  ['a GP2Y0A02', { rangefinder: { driver: 'gp2y0a02', port: '/dev/ttyACM0', pin: 3 } }],
])('a remote may be wired to %s', (_what, wired) => {
  const settings = {
    site: 'hall',
    device: 'counter-1',
    gateway: 'mqtt://gateway.local',
    buttons: { driver: 'firmata', port: '/dev/ttyACM0', pins: [2] },
    ...wired,
  }
  expect(RemoteSettings.parse(settings)).toMatchObject(wired)
})

test('listening without TLS off loopback is refused unless it is said in so many words', () => {
  const read = (settings: unknown) => () =>
    readSettingsFile(settingsFile(settings), GatewaySettings)
  for (const kind of ['mqtt', 'http']) {
    for (const host of ['0.0.0.0', '::', '192.168.1.10', 'shop.example', '127.shop.example']) {
      expect(read({ [kind]: { host } }), host).toThrow('"plain": "allowed"')
    }
    expect(read({ [kind]: { host: '127.0.0.2' } })).not.toThrow()
    expect(read({ [kind]: { host: '0.0.0.0', plain: 'yes' } })).toThrow()
    expect(read({ [kind]: { host: '0.0.0.0', plain: 'allowed' } })).not.toThrow()
    expect(read({ [kind]: { host: '0.0.0.0', plain: 'allowed', anonymous: true } })).toThrow(
      'anonymous is accepted on a loopback host only',
    )
  }
})
