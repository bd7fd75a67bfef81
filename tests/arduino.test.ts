import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { settleMs } from '../firmware/button.ts'
import type { ButtonEdge } from '../firmware/hardware.ts'
import { aGateway } from './support/gateway.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { aUno, withUno } from './support/uno.ts'
import { until } from './support/until.ts'
import { someHardware } from './support/wired.ts'

const pins = [2, 3, 4, 5, 6]
const light = 13
const settlingMs = 600

test.skipIf(!withUno)(
  'a hundred bouncing presses at an Arduino are a hundred presses in the event log',
  async () => {
    const uno = await aUno()
    const gateway = await aGateway()
    const folder = scratchFolder()
    const config = join(folder, 'remote.json')
    const remote = { site: 'hall', device: 'counter-1', gateway: gateway.mqtt, data: folder }
    const buttons = { driver: 'firmata', port: uno.port, pins, light }
    writeFileSync(config, JSON.stringify({ ...remote, buttons }))
    const firmware = run('firmware/main.ts', '--config', config)
    await until('the board answers', () => firmware.err().includes('connected on'))
    await delay(settlingMs)

    for (let round = 0; round < 20; round += 1) {
      for (const pin of pins) await uno.obey(`press ${pin} ${60 + pin} 40`)
      // A customer does this: the next press comes when the contacts have come to rest.
      await delay(60 + 6 + 40 + settleMs + 150)
    }

    const pressed = async () => {
      const log = await (await fetch(`${gateway.http}/api/export/events`)).text()
      return log.match(/"kind":"pressed"/g)?.length ?? 0
    }
    await until('a hundred presses', async () => (await pressed()) >= 100)
    await delay(500)
    expect(await pressed()).toBe(100)
    firmware.process.kill('SIGTERM')
    expect(await firmware.ended).toBe(0)
  },
  90_000,
)

test.skipIf(!withUno)(
  'taps of 8 ms and two buttons at once are heard, a stuck button is told',
  async () => {
    const uno = await aUno()
    await uno.obey('ground 6')
    const { edges, hears, hardware } = someHardware({
      buttons: { driver: 'firmata', port: uno.port, pins },
    })
    await hears('buttons: button 5 is down: is it stuck?')
    expect(hardware.buttonHealth()).toEqual(['ok', 'ok', 'ok', 'ok', 'stuck'])
    await uno.obey('press 2 8 0')
    await uno.obey('press 3 8 0')
    await until('four edges', () => edges.length === 4)
    expect(edges.map(nameOf).toSorted()).toEqual(['1 down', '1 up', '2 down', '2 up'])
  },
)

test.skipIf(!withUno)('the thank-you light is lit within 50 ms of the press', async () => {
  const uno = await aUno()
  const wiring = { buttons: { driver: 'firmata', port: uno.port, pins, light } }
  const { hardware, edges, hears } = someHardware(wiring)
  hardware.onButton(({ down }) => down && hardware.thank('delivered'))
  await hears('connected')
  await delay(settlingMs)
  const tookMs: number[] = []
  while (tookMs.length < 5) {
    edges.length = 0
    const before = performance.now()
    await uno.obey('press 2 60 5')
    await until('the light is on', () => uno.isLit(light))
    tookMs.push(performance.now() - before)
    await until('the light is off', async () => !(await uno.isLit(light)))
  }
  expect(tookMs.sort((a, b) => a - b)[2]).toBeLessThan(50)
})

const nameOf = ({ button, down }: ButtonEdge) => `${button} ${down ? 'down' : 'up'}`
