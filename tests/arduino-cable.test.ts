import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { aUno, withUno } from './support/uno.ts'
import { until } from './support/until.ts'
import { someHardware } from './support/wired.ts'

const pins = [2, 3, 4, 5, 6]
const recoveryMs = 5000
const settlingMs = 600

test.skipIf(!withUno)('a cable that is pulled and put back counts presses again', async () => {
  const uno = await aUno()
  const { edges, hears, said, hardware } = someHardware({
    buttons: { driver: 'firmata', port: uno.port, pins },
  })
  await hears('connected')
  await delay(settlingMs)
  await uno.obey('unplug')
  await hears('unplugged')
  expect(hardware.buttonHealth()[0]).toBe('absent')
  await expectRecovery(uno, said, 'plug')
  await delay(settlingMs)
  await uno.obey('press 4 100 5')
  await until('the press', () => edges.some(({ button }) => button === 3))
})

test.skipIf(!withUno)('a board that restarts by itself is set up again', async () => {
  const uno = await aUno()
  const { edges, hears, said } = someHardware({
    buttons: { driver: 'firmata', port: uno.port, pins },
  })
  await hears('connected')
  await expectRecovery(uno, said, 'restart')
  const restarted = `buttons: ${uno.port}: the board restarted; trying again`
  expect(said.filter(text => text === restarted)).toHaveLength(1)
  await delay(settlingMs)
  await uno.obey('press 2 100 5')
  await until('the press', () => edges.length > 0)
})

test.skipIf(!withUno)('a board that hangs is found out, and found again', async () => {
  const uno = await aUno()
  const { hears, said, hardware } = someHardware({
    buttons: { driver: 'firmata', port: uno.port, pins },
  })
  await hears('connected')
  await uno.obey('hang')
  await hears('the board stopped answering')
  expect(hardware.buttonHealth()).toEqual(['absent', 'absent', 'absent', 'absent', 'absent'])
  await expectRecovery(uno, said, 'resume')
})

async function expectRecovery(
  uno: Awaited<ReturnType<typeof aUno>>,
  said: string[],
  endFault: string,
) {
  said.length = 0
  const before = performance.now()
  const lostBefore = await uno.lostMs()
  await uno.obey(endFault)
  await until('connected again', () => said.some(text => text.includes('connected on')))
  const tookMs = performance.now() - before
  // What the emulator loses on a busy machine is not the remote's.
  expect(tookMs - ((await uno.lostMs()) - lostBefore)).toBeLessThan(recoveryMs)
}
