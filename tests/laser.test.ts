import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Reading } from '../firmware/hardware.ts'
import { openTextLaser } from '../firmware/text-laser.ts'
import { openTfminiLaser } from '../firmware/tfmini-laser.ts'
import { aLaser, frameAt } from './support/laser.ts'
import { until } from './support/until.ts'
import { someHardware } from './support/wired.ts'

const withSocat = spawnSync('socat', ['-V']).status === 0
if (!withSocat) console.log('The laser on a serial port is not tested: socat is not installed.')
const withLaser = test.skipIf(!withSocat)

const recoveryMs = 5000
const silence = Buffer.alloc(0)

withLaser('the laser is set to its rate, and tells its version', async () => {
  const laser = await aLaser()
  const { said, readings } = read(laser.path)
  await until('the version', () => said.includes('laser: version 2.0.9'))
  await until('the rate', () => laser.hz() === 50)
  await until('readings', () => readings.length > 10)
  expect(new Set(readings.map(({ mm }) => mm))).toEqual(new Set([1200]))
})

withLaser('a laser that does not take the rate is told again, and spoken of once', async () => {
  const laser = await aLaser({ obeys: 'never' })
  const { said } = read(laser.path)
  await until('it is spoken of', () => said.some(text => text.includes('setting the rate again')))
  expect(said.at(-1)).toMatch(/expected 50 readings a second, found (9\d|10\d); setting/)
})

withLaser('a laser that takes a rate only when it is saved is told to save it, once', async () => {
  const laser = await aLaser({ obeys: 'saved' })
  const { hears } = read(laser.path)
  await hears('setting the rate again')
  await until('the rate', () => laser.hz() === 50)
  expect(
    laser
      .heard()
      .toString('hex')
      .match(/5a04116f/g),
  ).toHaveLength(1)
})

withLaser('a TF-Luna names itself, also where the settings name another model', async () => {
  const laser = await aLaser({ isLuna: true })
  const { hears } = read(laser.path, 50, 'TFmini-S')
  await hears('laser: expected a TFmini-S, found a TF-Luna')
})

withLaser('noise on the line costs no frame at 100 Hz', async () => {
  const laser = await aLaser()
  const noise = Buffer.from([0x59, 0x13, 0x59])
  laser.send(count => Buffer.concat([frameAt(count % 1000), count % 10 ? silence : noise]))
  const { readings } = read(laser.path, 100)
  await until('four hundred readings', () => readings.length > 400)
  const steps = readings.slice(1).map(({ mm }, index) => {
    const before = readings[index]?.mm ?? 0
    return ((mm ?? 0) - before + 10_000) % 10_000
  })
  expect(new Set(steps.slice(5))).toEqual(new Set([10]))
})

withLaser('a silent laser is missed, and found when it speaks', async () => {
  const laser = await aLaser()
  const { said, hears } = read(laser.path)
  await hears('connected')
  laser.send(() => silence)
  await hears('found nothing: is it wired and powered?')
  await expectRecovery(said, () => laser.send(() => frameAt(80)))
})

withLaser('another device, or a wrong baud rate, is named', async () => {
  const laser = await aLaser()
  laser.send(() => Buffer.from('GPS $GPGGA,123519\r\n'))
  const { said, hears } = read(laser.path)
  await hears('found something else: is it another device, or another baud rate?')
  await expectRecovery(said, () => laser.send(() => frameAt(80)))
})

withLaser('a laser where an Arduino was expected is named', async () => {
  const laser = await aLaser()
  const buttons = { driver: 'firmata', port: laser.path, pins: [2, 3] }
  const { hears, hardware } = someHardware({ buttons })
  await hears('expected StandardFirmata, found another device within 5 s')
  expect(hardware.buttonHealth()).toEqual(['absent', 'absent'])
})

withLaser(
  'a cable that is pulled in the middle of a stream costs no core',
  async () => {
    const laser = await aLaser()
    const { said, hears } = read(laser.path, 100)
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
  const owner = read(laser.path)
  await owner.hears('connected')
  const second = read(laser.path)
  await second.hears('expected a free port, but another program uses it')
  await owner.close()
  await expectRecovery(second.said, () => {})
})

test.skipIf(!withSocat || process.getuid?.() !== 0)(
  'a port that may not be used is named',
  async () => {
    const laser = await aLaser()
    const stranger = 65_534
    chmodSync(laser.path, 0o600)
    const program = `
    import { openSerial } from './firmware/serial.ts'
    await openSerial('${laser.path}', 115200).catch(({ message }) => console.log(message))`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      uid: stranger,
      encoding: 'utf8',
    })
    expect(child.stdout).toContain('this user may not use it')
  },
)

withLaser('a sensor that tells metres as text is read', async () => {
  const laser = await aLaser()
  laser.send(count => Buffer.from(count % 5 ? '1.21\r\n' : '0.00\r\n'))
  const readings: Reading[] = []
  const text = { driver: 'text' as const, port: laser.path, baudRate: 115_200, hz: 50 }
  const opened = openTextLaser(
    text,
    reading => readings.push(reading),
    () => {},
  )
  onTestFinished(opened.close)
  await until('readings', () => readings.length > 20)
  expect(new Set(readings.map(({ mm }) => mm))).toEqual(new Set([1210, null]))
})

function read(port: string, hz = 50, model?: 'TFmini-S') {
  const said: string[] = []
  const readings: Reading[] = []
  const { close } = openTfminiLaser(
    { driver: 'tfmini', port, hz, model },
    reading => readings.push(reading),
    text => said.push(text),
  )
  onTestFinished(close)
  const hears = (what: string) =>
    until(`the remote says ${what}`, () => said.some(text => text.includes(what)), 15_000)
  return { said, readings, hears, close }
}

async function expectRecovery(said: string[], endFault: () => void | Promise<void>) {
  said.length = 0
  const before = performance.now()
  await endFault()
  await until('connected', () => said.some(text => text.includes('connected on')))
  expect(performance.now() - before).toBeLessThan(recoveryMs)
}
