import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openEvdevButtons } from '../firmware/evdev-buttons.ts'
import type { ButtonEdge } from '../firmware/hardware.ts'
import { hasCompiler, pipesAsDevices } from './faults/shim.ts'
import { root, start, watch } from './support/child.ts'
import { aGateway } from './support/gateway.ts'
import { record } from './support/input-records.ts'
import { scratchFolder } from './support/scratch.ts'
import { standStill } from './support/spin.ts'
import { until } from './support/until.ts'

const keyDigit1 = 2
const keyDigit3 = 4
const keyDigit5 = 6
const keyA = 30

test('keys of the settings are buttons, and others are none', async () => {
  const { write, edges } = await someButtons()
  write(pressOf(keyDigit3), pressOf(keyA), pressOf(keyDigit1))
  await until('two presses', () => edges().length === 4)
  expect(edges()).toEqual([down(3), up(3), down(1), up(1)])
})

test('a key that repeats while it is held is pressed once', async () => {
  const { write, edges } = await someButtons()
  write(record(1, keyDigit1, 1), record(1, keyDigit1, 2), record(1, keyDigit1, 2))
  write(record(1, keyDigit1, 0))
  await until('the release', () => edges().length > 1)
  expect(edges()).toEqual([down(1), up(1)])
})

test('a record may come in two parts', async () => {
  const { write, edges } = await someButtons()
  const bytes = pressOf(keyDigit1)
  write(bytes.subarray(0, 30))
  await until('the first half', () => edges().length === 1)
  write(bytes.subarray(30))
  await until('the release', () => edges().length === 2)
})

test('an edge that is read late is as old as the kernel says', async () => {
  const { write, timed } = await someButtons()
  const start = Date.now()
  write(record(1, keyDigit1, 1, start), record(1, keyDigit1, 0, start + 5))
  await until('the press', () => timed().length === 2)
  standStill(150)
  const before = Date.now()
  write(record(1, keyDigit1, 1, before - 100), record(1, keyDigit1, 0, before - 60))
  await until('the bounce', () => timed().length === 4)
  const [, , down, up] = timed().map(({ agoMs = 0 }) => agoMs)
  expect(down).toBeGreaterThanOrEqual(100)
  expect((down ?? 0) - (up ?? 0)).toBeGreaterThanOrEqual(39)
  expect((down ?? 0) - (up ?? 0)).toBeLessThanOrEqual(41)
})

test('times of a clock that was set in between make no edge older than the last look', async () => {
  const { write, timed } = await someButtons()
  write(record(1, keyDigit1, 1, 0), record(1, keyDigit1, 0, Date.now() + 3_600_000))
  await until('the press', () => timed().length === 2)
  const [down, up] = timed().map(({ agoMs = 0 }) => agoMs)
  expect(down).toBeLessThan(2000)
  expect(up).toBe(0)
})

test('after lost events no button counts as held', async () => {
  const { write, edges } = await someButtons()
  const lost = record(0, 3, 0)
  write(record(1, keyDigit1, 1), lost, pressOf(keyDigit1))
  await until('both presses', () => edges().length === 4)
  expect(edges()).toEqual([down(1), up(1), down(1), up(1)])
})

test('the light is a file of the kernel', async () => {
  const { buttons, light } = await someButtons()
  buttons.thank('delivered')
  await until('the light is on', () => readFileSync(light, 'utf8') === '1')
  await until('the light is off', () => readFileSync(light, 'utf8') === '0')
})

test('a missing device is waited for, and something else is named', async () => {
  const { port, buttons, said } = opened()
  await until('it is missed', () => said.length === 1)
  expect(said[0]).toBe(
    `buttons: could not open ${port}: expected an input device, found nothing: is it plugged in?; trying again`,
  )
  expect(buttons.health()).toEqual(['absent', 'absent', 'absent', 'absent', 'absent'])
  mkdirSync(port)
  await until('it is named', () => said.length === 2)
  expect(said[1]).toContain('expected an input device, found something else')
  rmSync(port, { recursive: true })
  makePipe(port)
  await until('it is found', () => said.includes(`buttons: connected on ${port}`))
  expect(buttons.health()).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
})

test.skipIf(!hasCompiler)(
  'a device that is pulled out while it is read is missed once, and taken again within 5 s',
  async () => {
    const gateway = await aGateway()
    const folder = scratchFolder()
    const port = join(folder, 'event0')
    const config = join(folder, 'remote.json')
    const place = { site: 'hall', device: 'desk', gateway: gateway.mqtt, data: folder }
    writeFileSync(config, JSON.stringify({ ...place, buttons: { driver: 'evdev', port } }))
    makePipe(port)
    const remote = start(['firmware/main.ts', '--config', config], pipesAsDevices(folder))
    onTestFinished(() => void remote.process.kill('SIGKILL'))
    const said = () => remote.err().split('\n')
    const connections = () => said().filter(text => text.includes('connected on')).length
    const counted = async () => {
      const log = await (await fetch(`${gateway.http}/api/export/events`)).text()
      return log.match(/"kind":"pressed"/g)?.length ?? 0
    }
    async function pressUntilCounted() {
      const file = openSync(port, 'w')
      const before = await counted()
      await vi.waitFor(async () => {
        writeSync(file, pressOf(keyDigit1))
        expect(await counted()).toBeGreaterThan(before)
      }, patience)
      closeSync(file)
    }

    await until('it is found', () => connections() === 1)
    await pressUntilCounted()
    rmSync(port)
    await until('it is missed', () => remote.err().includes('is it plugged in?'))
    const before = performance.now()
    makePipe(port)
    await until('it is found again', () => connections() === 2)
    expect(performance.now() - before).toBeLessThan(recoveryMs)
    await pressUntilCounted()
    expect(said().filter(text => text.includes('buttons:'))).toEqual([
      `desk: buttons: connected on ${port}`,
      `desk: buttons: ${port}: unplugged (ENODEV); trying again`,
      `desk: buttons: could not open ${port}: expected an input device, found nothing: is it plugged in?; trying again`,
      `desk: buttons: connected on ${port}`,
    ])
  },
)

test.skipIf(process.getuid?.() !== 0)(
  'a device that may not be used is named, and taken within 5 s of being allowed',
  async () => {
    const { port } = opened()
    makePipe(port)
    chmodSync(dirname(port), 0o755)
    chmodSync(port, 0o600)
    const program = `
    import { openEvdevButtons } from './firmware/evdev-buttons.ts'
    const settings = { driver: 'evdev', port: '${port}', keys: [2] }
    openEvdevButtons(settings, () => {}, text => console.log(text))`
    const options = { cwd: root, uid: 65_534, gid: 65_534 }
    const args = ['--input-type=module', '-e', program]
    const stranger = watch(spawn(process.execPath, args, options))
    onTestFinished(() => void stranger.process.kill('SIGKILL'))
    await until('it is refused', () => stranger.out().includes('trying again'))
    const before = performance.now()
    chmodSync(port, 0o644)
    await until('it is found', () => stranger.out().includes('connected on'))
    expect(performance.now() - before).toBeLessThan(recoveryMs)
    expect(stranger.out().trim().split('\n')).toEqual([
      `buttons: could not open ${port}: this user may not use it: is it in the group input?; trying again`,
      `buttons: connected on ${port}`,
    ])
  },
)

const recoveryMs = 5000
const patience = { timeout: 15_000, interval: 200 }

const down = (button: number): ButtonEdge => ({ button, down: true })
const up = (button: number): ButtonEdge => ({ button, down: false })

const pressOf = (code: number) =>
  Buffer.concat([record(1, code, 1), sync, record(1, code, 0), sync])

const sync = record(0, 0, 0)

function makePipe(path: string) {
  expect(spawnSync('mkfifo', [path]).status).toBe(0)
}

function opened() {
  const folder = scratchFolder()
  const port = join(folder, 'event0')
  const light = join(folder, 'brightness')
  writeFileSync(light, '0')
  const edges: ButtonEdge[] = []
  const said: string[] = []
  const settings = { driver: 'evdev' as const, port, keys: [2, 3, 4, 5, 6], light }
  const open = () => {
    const tell = (edge: ButtonEdge) => edges.push(edge)
    const buttons = openEvdevButtons(settings, tell, text => said.push(text))
    onTestFinished(() => buttons.close())
    return buttons
  }
  return { port, light, edges, said, buttons: open() }
}

/** Buttons on a pipe, past their first half second; the fifth one found out when that is over. */
async function someButtons() {
  const there = opened()
  makePipe(there.port)
  await until('it is found', () => there.said.includes(`buttons: connected on ${there.port}`))
  const file = openSync(there.port, 'w')
  onTestFinished(() => closeSync(file))
  const write = (...records: Buffer[]) => void writeSync(file, Buffer.concat(records))
  await until('presses count', () => {
    write(pressOf(keyDigit5))
    return there.edges.length > 0
  })
  const timed = () => there.edges.filter(({ button }) => button !== 5)
  const edges = () => timed().map(({ agoMs, ...edge }) => edge)
  return { ...there, write, edges, timed }
}
