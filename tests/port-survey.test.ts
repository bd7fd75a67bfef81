import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askPort, nameOf } from '../firmware/port-survey.ts'
import { aLaser } from './support/laser.ts'
import { scratchFolder } from './support/scratch.ts'
import { aUno, withUno } from './support/uno.ts'

const withSocat = spawnSync('socat', ['-V']).status === 0
if (!withSocat) console.log('What answers on a port is not tested: socat is not installed.')
const withPorts = test.skipIf(!withSocat)

withPorts('a TF-Luna is known by its name, a TFmini by its frames', async () => {
  const luna = await aLaser({ isLuna: true })
  expect(await askPort(luna.path)).toEqual({ what: 'tfmini', model: 'TF-Luna' })
  const tfmini = await aLaser()
  expect(await askPort(tfmini.path)).toEqual({ what: 'tfmini', model: null })
})

withPorts('a rangefinder that tells text is told from one that tells frames', async () => {
  const laser = await aLaser()
  laser.send(() => Buffer.from('1.21\r\n'))
  expect(await askPort(laser.path)).toEqual({ what: 'text' })
  expect(laser.heard()).toHaveLength(0)
})

test.skipIf(!withUno)('an Arduino is known by its StandardFirmata', async () => {
  const uno = await aUno()
  expect(await askPort(uno.port)).toEqual({ what: 'firmata' })
})

test('a port that cannot be opened says why', async () => {
  const path = join(scratchFolder(), 'nothing')
  expect(nameOf(await askPort(path))).toContain('expected a serial port, found nothing')
})
