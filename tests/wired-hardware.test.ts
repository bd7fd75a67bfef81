import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'
import { someHardware } from './support/wired.ts'

test('missing hardware is named once, and closing does not wait for it', async () => {
  const folder = scratchFolder()
  const { said, hardware } = someHardware({
    buttons: { driver: 'firmata', port: join(folder, 'buttons'), pins: [2, 3, 4, 5, 6], light: 13 },
    rangefinder: { driver: 'tfmini', port: join(folder, 'laser'), hz: 50 },
  })
  await until('both are named', () => said.length === 2)
  await delay(400)
  expect(said.toSorted()).toEqual([
    `buttons: could not open ${folder}/buttons: expected a serial port, found nothing: is it plugged in?; trying again`,
    `laser: could not open ${folder}/laser: expected a serial port, found nothing: is it plugged in?; trying again`,
  ])
  hardware.thank('stored')
})
