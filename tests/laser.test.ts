import { expect, onTestFinished } from 'vitest'
import type { Reading } from '../firmware/hardware.ts'
import { openTextLaser } from '../firmware/text-laser.ts'
import { aLaser, expectRecovery, frameAt, readLaser, withLaser } from './support/laser.ts'
import { until } from './support/until.ts'

const silence = Buffer.alloc(0)

withLaser('the laser is set to its rate, and tells its version', async () => {
  const laser = await aLaser()
  const { said, readings } = readLaser(laser.path)
  await until('the version', () => said.includes('laser: version 2.0.9'))
  await until('the rate', () => laser.hz() === 50)
  await until('readings', () => readings.length > 10)
  expect(new Set(readings.map(({ mm }) => mm))).toEqual(new Set([1200]))
})

withLaser('a laser that does not take the rate is told again, and spoken of once', async () => {
  const laser = await aLaser({ obeys: 'never' })
  const { said } = readLaser(laser.path)
  await until('it is spoken of', () => said.some(text => text.includes('setting the rate again')))
  expect(said.at(-1)).toMatch(/expected 50 readings a second, found (9\d|10\d); setting/)
})

withLaser('a laser that takes a rate only when it is saved is told to save it, once', async () => {
  const laser = await aLaser({ obeys: 'saved' })
  const { hears } = readLaser(laser.path)
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
  const { hears } = readLaser(laser.path, 50, 'TFmini-S')
  await hears('laser: expected a TFmini-S, found a TF-Luna')
})

withLaser('noise on the line costs no frame at 100 Hz', async () => {
  const laser = await aLaser()
  const noise = Buffer.from([0x59, 0x13, 0x59])
  laser.send(count => Buffer.concat([frameAt(count % 1000), count % 10 ? silence : noise]))
  const { readings } = readLaser(laser.path, 100)
  await until('four hundred readings', () => readings.length > 400)
  const steps = readings.slice(1).map(({ mm }, index) => {
    const before = readings[index]?.mm ?? 0
    return ((mm ?? 0) - before + 10_000) % 10_000
  })
  expect(new Set(steps.slice(5))).toEqual(new Set([10]))
})

withLaser('a silent laser is missed once, and found when it speaks', async () => {
  const laser = await aLaser()
  const { said, hears } = readLaser(laser.path)
  await hears('connected')
  laser.send(() => silence)
  const missed = 'found nothing: is it wired and powered?'
  await hears(missed)
  const opened = laser.opened()
  await until('the port is tried again', () => laser.opened() >= opened + 2)
  expect(said.filter(text => text.includes(missed))).toHaveLength(1)
  await expectRecovery(said, () => laser.send(() => frameAt(80)))
})

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
