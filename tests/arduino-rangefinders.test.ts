import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aUno, withUno } from './support/uno.ts'
import { until } from './support/until.ts'
import { someHardware } from './support/wired.ts'

const pins = [2, 3, 4, 5, 6]

test.skipIf(!withUno)(
  'a LIDAR-Lite is read over the wires, and missed when it is not there',
  async () => {
    const uno = await aUno()
    await uno.obey('lidar 123')
    const { readings, hears } = someHardware({
      buttons: { driver: 'firmata', port: uno.port, pins },
      rangefinder: { driver: 'lidar-lite', port: uno.port },
    })
    await until('a distance', () => readings.at(-1)?.mm === 1230)
    await uno.obey('lidar none')
    await hears('expected a LIDAR-Lite on I2C, found no answer')
    await delay(100)
    readings.length = 0
    await delay(500)
    expect(readings).toEqual([])
    await uno.obey('lidar 400')
    await until('a distance', () => readings.at(-1)?.mm === 4000)
  },
)

test.skipIf(!withUno)('a GP2Y0A02 is read from an analogue pin', async () => {
  const uno = await aUno()
  const { readings } = someHardware({
    buttons: { driver: 'firmata', port: uno.port, pins },
    rangefinder: { driver: 'gp2y0a02', port: uno.port, pin: 2 },
  })
  await until('nothing is near', () => readings.at(-1)?.mm === null)
  await uno.obey('volts 2 0.8')
  await until('somebody at 80 cm', () => Math.abs((readings.at(-1)?.mm ?? 0) - 800) < 50)
})
