import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Reading } from '../firmware/hardware.ts'
import { RemoteSettings } from '../firmware/settings.ts'
import { openWiredHardware } from '../firmware/wired-hardware.ts'

const program = 'socat'
const withSocat = spawnSync(program, ['-V']).status === 0
if (!withSocat) console.log('The laser on a serial port is not tested: socat is not installed.')

const frameAt120cm = Buffer.from('595978002003400996', 'hex')
const rateOf50Hz = Buffer.from('5a0603320095', 'hex')

const patience = { timeout: 10_000, interval: 20 }

let folder = ''
let ending: (() => Promise<void>)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wired-hardware-'))
  ending = []
})

afterEach(async () => {
  for (const end of ending.reverse()) await end()
  rmSync(folder, { recursive: true })
})

test('missing hardware is named once, and closing does not wait for it', async () => {
  const { said, hardware } = openRemote()
  await vi.waitFor(() => expect(said).toHaveLength(2), patience)
  await new Promise(resolve => setTimeout(resolve, 400))
  expect(said.toSorted()).toEqual([
    `buttons: could not open ${folder}/buttons: expected a serial port, found nothing: is it plugged in?; trying again`,
    `laser: could not open ${folder}/laser: expected a serial port, found nothing: is it plugged in?; trying again`,
  ])
  hardware.thank('stored')
})

test.skipIf(!withSocat)(
  'the laser is set up, read, missed when silent, and found again',
  async () => {
    const laser = await playLaser()
    const { said, readings } = openRemote()
    await vi.waitFor(() => expect(said).toContain(`laser: connected on ${folder}/laser`), patience)
    expect(readings[0]).toEqual({ mm: 1200 })
    await vi.waitFor(() => expect(laser.heard().includes(rateOf50Hz)).toBe(true), patience)

    laser.fallSilent()
    const silence = `laser: ${folder}/laser: expected TFmini frames within 500 ms, found nothing: is it wired and powered?; trying again`
    await vi.waitFor(() => expect(said).toContain(silence), patience)
    await laser.gone

    await playLaser()
    readings.length = 0
    await vi.waitFor(() => expect(readings).toContainEqual({ mm: 1200 }), patience)
  },
)

function openRemote() {
  const settings = RemoteSettings.parse({
    site: 'hall',
    device: 'counter-1',
    gateway: 'mqtt://127.0.0.1:1',
    buttons: { driver: 'firmata', port: join(folder, 'buttons'), pins: [2, 3, 4, 5, 6], light: 13 },
    rangefinder: { driver: 'tfmini', port: join(folder, 'laser'), hz: 50 },
  })
  const said: string[] = []
  const readings: Reading[] = []
  const hardware = openWiredHardware(settings, text => said.push(text))
  hardware.onReading(reading => readings.push(reading))
  ending.push(() => hardware.close())
  return { said, readings, hardware }
}

/** A serial port that tells 1.2 m fifty times a second; it goes away when its reader does. */
async function playLaser() {
  const link = join(folder, 'laser')
  const port = `PTY,link=${link},rawer,echo=0,wait-slave,pty-interval=0.02`
  const socat = spawn(program, ['-t', '0.01', port, 'STDIO'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const gone = once(socat, 'exit')
  const heard: Buffer[] = []
  socat.stdout.on('data', (bytes: Buffer) => heard.push(bytes))
  socat.stdin.on('error', () => {})
  const frames = setInterval(() => socat.stdin.write(frameAt120cm), 20)
  const fallSilent = () => clearInterval(frames)
  ending.push(async () => {
    fallSilent()
    socat.kill()
    await gone
  })
  await vi.waitFor(() => expect(existsSync(link)).toBe(true), patience)
  return { heard: () => Buffer.concat(heard), fallSilent, gone }
}
