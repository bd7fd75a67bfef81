import { spawn } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { root, watch } from './support/child.ts'
import {
  aLaser,
  expectRecovery,
  frameAt,
  readLaser,
  recoveryMs,
  withLaser,
  withSocat,
} from './support/laser.ts'
import { until } from './support/until.ts'

const others = [
  ['another device', () => Buffer.from('GPS $GPGGA,123519\r\n')],
  ['a laser at 9600 baud', () => heardAt115200(frameAt(120), 9600)],
  ['a laser at 57600 baud', () => heardAt115200(frameAt(120), 57_600)],
  ['a laser at 256000 baud', () => heardAt115200(frameAt(120), 256_000)],
] satisfies [string, () => Buffer][]

withLaser.each(others)('%s is named once, and found when it is right', async (_name, bytes) => {
  const laser = await aLaser()
  laser.send(bytes)
  const { said, hears } = readLaser(laser.path)
  const named = 'found something else: is it another device, or another baud rate?'
  await hears(named)
  const opened = laser.opened()
  await until('the port is tried again', () => laser.opened() >= opened + 2)
  expect(said.filter(text => text.includes(named))).toHaveLength(1)
  await expectRecovery(said, () => laser.send(() => frameAt(80)))
})

withLaser('a port that is missing at the start is taken within 5 s of being there', async () => {
  const laser = await aLaser()
  await laser.cable.unplug()
  const { said, hears } = readLaser(laser.path)
  await hears('expected a serial port, found nothing: is it plugged in?')
  await expectRecovery(said, () => laser.cable.plug())
})

withLaser(
  'a cable that is pulled in the middle of a stream costs no core',
  async () => {
    const laser = await aLaser()
    const { said, hears } = readLaser(laser.path, 100)
    for (let pull = 0; pull < 4; pull += 1) {
      await hears('connected')
      await delay(50)
      said.length = 0
      const before = process.cpuUsage()
      await laser.cable.unplug()
      await delay(1500)
      const { user, system } = process.cpuUsage(before)
      // A port that spins takes a whole core until the watchdog closes it.
      expect((user + system) / 1000).toBeLessThan(1200)
      await expectRecovery(said, () => laser.cable.plug())
    }
  },
  90_000,
)

withLaser('a port that another program uses is named, and taken when it is free', async () => {
  const laser = await aLaser()
  const owner = readLaser(laser.path)
  await owner.hears('connected')
  const second = readLaser(laser.path)
  await second.hears('expected a free port, but another program uses it')
  await owner.close()
  await expectRecovery(second.said, () => {})
})

test.skipIf(!withSocat || process.getuid?.() !== 0)(
  'a port that may not be used is named once, and taken within 5 s of being allowed',
  async () => {
    const laser = await aLaser()
    chmodSync(dirname(laser.path), 0o755)
    chmodSync(laser.path, 0o600)
    const program = `
    import { openTfminiLaser } from './firmware/tfmini-laser.ts'
    const settings = { driver: 'tfmini', port: '${laser.path}', hz: 50 }
    openTfminiLaser(settings, () => {}, text => console.log(text))`
    const args = ['--input-type=module', '-e', program]
    const stranger = watch(spawn(process.execPath, args, { cwd: root, uid: 65_534, gid: 65_534 }))
    onTestFinished(() => void stranger.process.kill('SIGKILL'))
    await until('it is refused', () => stranger.out().includes('trying again'))
    const before = performance.now()
    chmodSync(laser.path, 0o666)
    await until('it is found', () => stranger.out().includes('connected on'))
    expect(performance.now() - before).toBeLessThan(recoveryMs)
    expect(stranger.out().split('\n').slice(0, 2)).toEqual([
      `laser: could not open ${laser.path}: this user may not use it: is it in the group of the port (dialout)?; trying again`,
      `laser: connected on ${laser.path}`,
    ])
  },
)

/** What a port at 115200 baud hears of bytes that are sent at another rate: 8 bits, one to stop. */
function heardAt115200(bytes: Buffer, baudRate: number): Buffer {
  const bits = [...bytes].flatMap(byte => [
    0,
    ...Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1),
    1,
  ])
  const lineAt = (bitTimes: number) => bits[Math.floor((bitTimes * baudRate) / 115_200)] ?? 1
  const end = (bits.length * 115_200) / baudRate
  const heard: number[] = []
  for (let at = 0; at < end; ) {
    if (lineAt(at) === 1) at += 1 / 16
    else {
      const sampled = Array.from({ length: 8 }, (_, bit) => lineAt(at + bit + 1.5) << bit)
      heard.push(sampled.reduce((byte, bit) => byte | bit))
      at += 9.5
    }
  }
  return Buffer.from(heard)
}
