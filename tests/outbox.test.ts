import { expect, onTestFinished, test, vi } from 'vitest'
import { openOutbox } from '../firmware/outbox.ts'
import { DeviceEvent, type RemoteFact } from '../shared/events.ts'
import { run } from './support/processes.ts'
import { scratchFolder } from './support/scratch.ts'

const noon = { at: Date.UTC(2026, 2, 2, 12), synced: true }
const press = (button: number): RemoteFact => ({ kind: 'pressed', up: 10, button, heldMs: 80 })
const beat: RemoteFact = {
  kind: 'heartbeat',
  up: 10,
  pressed: [0],
  visits: 0,
  waiting: 0,
  rangefinder: 'ok',
  battery: null,
}

function open(folder: string, limit?: number) {
  const outbox = openOutbox(folder, limit)
  let isOpen = true
  const close = () => {
    if (isOpen) outbox.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...outbox, close }
}

const eventsIn = (outbox: Pick<ReturnType<typeof openOutbox>, 'after'>) =>
  outbox.after(0, 1e6).map(({ json }) => DeviceEvent.parse(JSON.parse(json)))

test('events keep their order over restarts, each boot with a seq from 1', () => {
  const folder = scratchFolder()
  const first = open(folder)
  first.tell(press(1), noon)
  first.tell(press(2), noon)
  first.close()
  const second = open(folder)
  second.tell(press(3), noon)
  expect(second.boot).not.toBe(first.boot)
  expect(eventsIn(second)).toMatchObject([
    { boot: first.boot, seq: 1, button: 1 },
    { boot: first.boot, seq: 2, button: 2 },
    { boot: second.boot, seq: 1, button: 3 },
  ])
})

test('an event stays until it is acknowledged', () => {
  const outbox = open(scratchFolder())
  for (const button of [1, 2, 3]) outbox.tell(press(button), noon)
  const [first] = outbox.after(0, 1)
  outbox.acknowledge(first?.position ?? 0)
  expect(eventsIn(outbox)).toMatchObject([{ button: 2 }, { button: 3 }])
  expect(outbox.waiting()).toBe(2)
})

test('what was acknowledged leaves the disk with the next event, and at the end', () => {
  const folder = scratchFolder()
  const first = open(folder)
  for (const button of [1, 2]) first.tell(press(button), noon)
  first.acknowledge(1)
  first.tell(press(3), noon)
  first.acknowledge(2)
  first.close()
  const second = open(folder)
  expect(second.waiting()).toBe(1)
  second.tell(press(4), noon)
  expect(eventsIn(second)).toMatchObject([{ button: 3 }, { button: 4 }])
})

test('when it is full the oldest heartbeats go, and no press ever does', () => {
  const outbox = open(scratchFolder(), 4)
  for (const fact of [beat, press(1), beat, press(2)]) outbox.tell(fact, noon)
  outbox.tell(press(3), noon)
  expect(eventsIn(outbox).map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
  for (const button of [4, 5, 6]) outbox.tell(press(button), noon)
  expect(eventsIn(outbox)).toMatchObject([1, 2, 3, 4, 5, 6].map(button => ({ button })))
})

test('a second remote on the same folder is refused in one sentence', () => {
  const folder = scratchFolder()
  open(folder)
  expect(() => openOutbox(folder)).toThrow(`${folder} is in use by another process`)
})

test('whatever was told before kill -9 is there after it, in order and without holes', async () => {
  for (const told of [1, 40, 200]) {
    const folder = scratchFolder()
    const remote = run('tests/support/telling-remote.ts', folder, '1000')
    const lines = () => remote.out().trim().split('\n')
    await vi.waitFor(() => expect(lines().length).toBeGreaterThan(told), {
      timeout: 20_000,
      interval: 1,
    })
    remote.process.kill('SIGKILL')
    expect(await remote.ended).toBe('SIGKILL')
    const named = lines().map(line => line.split(' '))
    const survived = eventsIn(open(folder))
    expect(survived.length).toBeGreaterThanOrEqual(named.length)
    expect(survived.map(({ seq }) => seq)).toEqual(survived.map((_, index) => index + 1))
    expect(survived.every(({ boot }) => boot === named[0]?.[0])).toBe(true)
  }
}, 60_000)
