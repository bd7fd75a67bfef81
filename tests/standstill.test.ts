import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchLevels } from '../firmware/button-levels.ts'
import { systemClock } from '../firmware/clock.ts'
import type { ButtonEdge } from '../firmware/hardware.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { scratchFolder } from './support/scratch.ts'
import { standStill } from './support/spin.ts'
import { until } from './support/until.ts'

const settlingMs = 600

test('a bounce in which the process stands still is one press', async () => {
  const { levels, pressed } = await aRemote()
  levels.see(1, true)
  for (let times = 0; times < 3; times += 1) {
    levels.see(1, false)
    standStill(120)
    // Timers come first; only then is read what waits.
    await nextRound()
    levels.see(1, true)
  }
  await delay(30)
  levels.see(1, false)
  await until('a press', () => pressed().length > 0)
  await delay(200)
  expect(pressed()).toHaveLength(1)
})

test('two presses with a standstill between them are two', async () => {
  const { levels, pressed } = await aRemote()
  for (let press = 1; press <= 2; press += 1) {
    levels.see(1, true)
    await delay(40)
    levels.see(1, false)
    standStill(120)
    await delay(150)
  }
  await until('two presses', () => pressed().length === 2)
})

/** A remote with one button, past its first half second. */
async function aRemote() {
  const folder = scratchFolder()
  const outbox = openOutbox(folder)
  onTestFinished(outbox.close)
  let hear: (edge: ButtonEdge) => void = () => {}
  const levels = watchLevels(
    1,
    edge => hear(edge),
    () => {},
  )
  const hardware = {
    buttons: 1,
    rangefinder: null,
    onButton(listen: typeof hear) {
      hear = listen
    },
    onReading() {},
    thank() {},
    identify() {},
    buttonHealth: levels.health,
    async close() {},
  }
  const learnt = openLearntFile(folder, () => {})
  const remote = operate(hardware, outbox, systemClock(), { learnt })
  onTestFinished(() => {
    levels.end()
    remote.close()
  })
  levels.start()
  await delay(settlingMs)
  const pressed = () =>
    outbox.after(0, 100).filter(({ json }) => JSON.parse(json).kind === 'pressed')
  return { levels, pressed }
}
