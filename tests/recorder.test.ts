import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../firmware/clock.ts'
import type { Hardware } from '../firmware/hardware.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { recordSignals } from '../firmware/recorder.ts'
import type { DeviceEvent } from '../shared/events.ts'
import { profiles } from '../simulator/profiles.ts'
import { readRecording } from '../simulator/recording.ts'
import { watchForEver } from '../simulator/scene/endless.ts'
import { scratchFolder } from './support/scratch.ts'

test('a recording is replayed to the events that were told', async () => {
  const folder = scratchFolder()
  const path = join(folder, 'counter-1.ndjson')
  const { hardware, play } = handPlayed()
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const start = performance.now()
  let now = 0
  // A clock that goes on between two looks at it.
  const up = () => {
    now = Math.max(now + 0.9, performance.now() - start)
    return Math.floor(now)
  }
  const clock = { ...systemClock(), up }
  const header = {
    log: 'loyalty-signals' as const,
    v: 1 as const,
    site: 'hall',
    device: 'counter-1',
    start: '2026-03-02T08:00:00.000Z',
    rangefinder: { model: 'simulated', hz: 10 },
    buttons: 5,
  }
  const recorder = recordSignals(path, header, hardware, clock, () => {})
  const outbox = openOutbox(join(folder, 'data'))
  const remote = operate(recorder.hardware, outbox, recorder.clock, {
    learnt: openLearntFile(join(folder, 'data'), () => {}),
  })

  for (const signal of watchForEver(profiles.steady, 7, 10)) {
    if (signal.t > 20 * 60_000) break
    vi.advanceTimersByTime(Math.max(0, signal.t - now))
    play(signal)
  }
  remote.close()
  await recorder.close()
  const told = outbox.after(0, 10_000).map(({ json }): DeviceEvent => JSON.parse(json))
  outbox.close()

  const replayed: DeviceEvent[] = []
  for await (const batch of readRecording(path, null)) {
    for (const entry of batch) {
      expect(entry.kind).toBe('event')
      if (entry.kind === 'event') replayed.push(entry.told.event)
    }
  }
  expect(factsOf(told).length).toBeGreaterThan(5)
  expect(factsOf(replayed)).toEqual(factsOf(told))
})

test('a recording does not overwrite another, and the remote goes on', async () => {
  const path = join(scratchFolder(), 'counter-1.ndjson')
  const record = async () => {
    const said: string[] = []
    const { hardware } = handPlayed()
    const header = {
      log: 'loyalty-signals' as const,
      v: 1 as const,
      site: 'hall',
      device: 'counter-1',
      start: new Date().toISOString(),
      rangefinder: null,
      buttons: 5,
    }
    await recordSignals(path, header, hardware, systemClock(), text => said.push(text)).close()
    return said
  }
  expect(await record()).toEqual([])
  expect((await record())[0]).toContain(`could not write ${path}: EEXIST`)
})

/** Presses and visits; heartbeats come by a real clock. */
const factsOf = (events: DeviceEvent[]) =>
  events
    .filter(({ kind }) => kind !== 'heartbeat' && kind !== 'started')
    .map(({ boot, seq, at, synced, ...fact }) => fact)

type Signal = { mm: number | null } | { button: number; down: boolean }

/** Hardware that sees what the test plays. */
function handPlayed() {
  let edge: Parameters<Hardware['onButton']>[0] = () => {}
  let reading: Parameters<Hardware['onReading']>[0] = () => {}
  const hardware: Hardware = {
    buttons: 5,
    rangefinder: 'simulated',
    onButton(listen) {
      edge = listen
    },
    onReading(listen) {
      reading = listen
    },
    thank() {},
    identify() {},
    buttonHealth: () => [],
    async close() {},
  }
  const play = (signal: Signal) => {
    if ('down' in signal) edge({ button: signal.button, down: signal.down })
    else reading({ mm: signal.mm })
  }
  return { hardware, play }
}
