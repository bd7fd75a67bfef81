import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { ButtonEdge } from '../firmware/hardware.ts'
import { openKeyboardButtons } from '../firmware/keyboard-buttons.ts'
import { aGateway } from './support/gateway.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const settlingMs = 600

test('keys of the terminal are presses, thanked for at once', async () => {
  const gateway = await aGateway()
  const { remote, type } = aRemote(gateway.mqtt)
  await until('the gateway is there', () => remote.err().includes('connected to'))
  await delay(settlingMs)
  type('5')
  await until('the thanks', () => /thank you$/m.test(remote.err()))
  type('x3')
  const pressed = async () => {
    const log = await (await fetch(`${gateway.http}/api/export/events`)).text()
    return [...log.matchAll(/"kind":"pressed","button":(\d)/g)].map(([, button]) => button)
  }
  await until('two presses', async () => (await pressed()).length === 2)
  expect((await pressed()).toSorted()).toEqual(['3', '5'])
})

test('a press that has to wait is thanked for otherwise, and Ctrl-C ends the remote', async () => {
  const { remote, type } = aRemote('mqtt://127.0.0.1:1')
  await until('the keys are there', () => remote.err().includes('the keys 1 2 3 4 5'))
  await delay(settlingMs)
  type('1')
  await until('the thanks', () => remote.err().includes('thank you; it is kept until it can go'))
  type('\x03')
  expect(await remote.ended).toBe(0)
})

test('a key that is held, and so comes again and again, is pressed once', async () => {
  const { edges, type } = someKeys()
  const hold = (ms: number) => {
    type('2', 660)
    for (let held = 660; held < ms; held += 33) type('2', 33)
  }
  hold(3000)
  expect(edges).toEqual([
    { button: 2, down: true },
    { button: 2, down: false },
  ])
  type('', 1000)
  hold(0)
  expect(edges).toHaveLength(4)
})

test('of two keys that are held, each is pressed once, though only the second comes again', async () => {
  const { edges, type } = someKeys()
  type('2', 660)
  for (let times = 0; times < 10; times += 1) type('2', 33)
  type('4', 660)
  for (let times = 0; times < 30; times += 1) type('4', 33)
  const pressed = () => edges.flatMap(({ button, down }) => (down ? button : []))
  expect(pressed()).toEqual([2, 4])
  type('', 1000)
  for (let times = 0; times < 30; times += 1) type('24', 33)
  expect(pressed(), 'or where both come again').toEqual([2, 4, 2, 4])
})

/** Five keys in virtual time; `type` lets ms go by after what is typed. */
function someKeys() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const edges: ButtonEdge[] = []
  const buttons = openKeyboardButtons(
    { driver: 'keyboard', keys: ['1', '2', '3', '4', '5'] },
    edge => edges.push(edge),
    () => {},
  )
  onTestFinished(buttons.close)
  const type = (keys: string, ms: number) => {
    process.stdin.emit('data', keys)
    vi.advanceTimersByTime(ms)
  }
  type('', settlingMs)
  return { edges, type }
}

function aRemote(gateway: string) {
  const folder = scratchFolder()
  const config = join(folder, 'remote.json')
  const place = { site: 'hall', device: 'counter-1', gateway, data: folder }
  writeFileSync(config, JSON.stringify({ ...place, buttons: { driver: 'keyboard' } }))
  const remote = run('firmware/main.ts', '--config', config)
  return { remote, type: (keys: string) => remote.process.stdin?.write(keys) }
}
