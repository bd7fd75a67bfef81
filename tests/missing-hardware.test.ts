import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askPort, nameOf } from '../firmware/port-survey.ts'
import { examine } from './support/doctor.ts'
import { aLaser, withLaser } from './support/laser.ts'
import { scratchFolder } from './support/scratch.ts'
import { someHardware } from './support/wired.ts'

test('the doctor says what is missing, and that is a failure', async () => {
  const port = join(scratchFolder(), 'nothing')
  const doctor = examine({
    gateway: 'mqtt://127.0.0.1:1',
    data: '/dev/null/data',
    buttons: { driver: 'firmata', port, pins: [2, 3] },
  })
  expect(await doctor.ended).toBe(1)
  expect(doctor.out()).toContain(
    '✖ disk: expected a folder to write in at /dev/null/data, found ENOTDIR',
  )
  expect(doctor.out()).toContain(
    '✖ gateway: mqtt://127.0.0.1:1: nobody listens there: does the gateway run?',
  )
  expect(doctor.out()).toMatch(
    /✖ buttons: could not open .*: expected a serial port, found nothing/,
  )
})

withLaser('another device is nothing that a remote knows', async () => {
  const gps = await aLaser()
  gps.send(() => Buffer.from('$GPGGA,123519,4807.038,N\r\n'))
  const answer = await askPort(gps.path)
  expect(answer).toEqual({ what: 'nothing' })
  expect(nameOf(answer)).toBe('nothing that a remote knows')
})

withLaser('a laser where an Arduino was expected is named', async () => {
  const laser = await aLaser()
  const buttons = { driver: 'firmata', port: laser.path, pins: [2, 3] }
  const { hears, hardware } = someHardware({ buttons })
  await hears('expected StandardFirmata, found another device within 5 s')
  expect(hardware.buttonHealth()).toEqual(['absent', 'absent'])
})
