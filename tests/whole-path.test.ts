import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../firmware/clock.ts'
import { openLearntFile } from '../firmware/learnt.ts'
import { operate } from '../firmware/operate.ts'
import { openOutbox } from '../firmware/outbox.ts'
import { startUplink } from '../firmware/uplink.ts'
import { LiveNumbers } from '../shared/numbers.ts'
import { topics } from '../shared/topics.ts'
import type { Signal } from '../simulator/signal.ts'
import { playSignals } from '../simulator/virtual-hardware.ts'
import { aGateway } from './support/gateway.ts'
import { readingsOf } from './support/pictures.ts'
import { scratchFolder } from './support/scratch.ts'

const patience = { timeout: 15_000, interval: 20 }

/** Somebody steps in front of the laser, stands there, and presses button 5. */
function* aCustomer(): Generator<Signal> {
  for (const { up, mm } of readingsOf(`.<${'#'.repeat(120)}`)) {
    yield { t: up, mm }
    if (up === 5500) yield { t: 5510, button: 5, down: true }
    if (up === 5600) yield { t: 5610, button: 5, down: false }
  }
}

const hall = {
  id: 'hall',
  name: 'Main hall',
  timeZone: 'Europe/Sofia',
  live: { answersAtOnce: 1 },
  touchpoints: [{ id: 'counter-1', name: 'Counter 1', devices: ['counter-1'] }],
}

test('a press at a remote becomes an index, over HTTP, as it happens, and over MQTT', async () => {
  const gateway = await aGateway({ sites: [hall] })
  const watched = watchEvents(`${gateway.http}/api/live`)
  const live = await watchTopic(gateway.mqtt, topics.live('hall', 'counter-1'))

  const remote = startRemote(gateway.mqtt, aCustomer())
  await vi.waitFor(async () => {
    const [numbers] = await gateway.indices('?touchpoint=hall/counter-1')
    expect(numbers).toMatchObject({
      served: 1,
      answers: { 5: 1 },
      supportIndex: 1,
      criticalityIndex: 0,
      responseRate: 1,
      nps: { relevant: true, value: 100 },
    })
  }, patience)

  await vi.waitFor(() => {
    expect(live().at(-1)).toMatchObject({ name: 'Counter 1', supportIndex: 1 })
    expect(watched.at(-1)?.event).toBe('touchpoint')
    expect(LiveNumbers.parse(watched.at(-1)?.data)).toMatchObject({ served: 1, supportIndex: 1 })
  }, patience)
  const isAlive = async () =>
    (await gateway.get<{ devices: { alive: boolean }[] }>('/api/devices')).devices[0]?.alive
  expect(await isAlive()).toBe(true)
  expect(remote.outbox.waiting()).toBe(0)

  await remote.close()
  await vi.waitFor(async () => expect(await isAlive()).toBe(false), patience)
}, 30_000)

test('what happens while the gateway is away arrives when it is back, once', async () => {
  const data = scratchFolder()
  const first = await aGateway({ data, sites: [hall] })
  const remote = startRemote(first.mqtt, presses(0))
  await vi.waitFor(() => expect(remote.outbox.waiting()).toBe(0), patience)
  await first.close()

  remote.outbox.tell({ kind: 'pressed', up: 5000, button: 3, heldMs: 80 }, nowSynced())
  remote.outbox.tell({ kind: 'pressed', up: 9000, button: 2, heldMs: 80 }, nowSynced())
  expect(remote.outbox.waiting()).toBeGreaterThanOrEqual(2)

  const port = Number(new URL(first.mqtt).port)
  const again = await aGateway({ data, sites: [hall], mqttPort: port })
  await vi.waitFor(() => expect(remote.outbox.waiting()).toBe(0), patience)
  const { days } = await again.get<{ days: object[] }>('/api/losses')
  expect(days).toMatchObject([{ losses: [] }])
  const [aside] = (await again.get<{ setAside: { pressed: number }[] }>('/api/set-aside')).setAside
  expect(aside?.pressed).toBe(2)
  await remote.close()
}, 40_000)

const nowSynced = () => ({ at: Date.now(), synced: true })

function* presses(count: number): Generator<Signal> {
  yield { t: 0, mm: 2600 }
  for (let n = 0; n < count; n += 1) {
    yield { t: 100 + 300 * n, button: 4, down: true }
    yield { t: 200 + 300 * n, button: 4, down: false }
  }
}

function startRemote(gateway: string, signals: Generator<Signal>) {
  const data = join(scratchFolder(), 'outbox')
  const outbox = openOutbox(data)
  const hardware = playSignals(signals, { buttons: 5, rangefinder: 'TFmini-S' })
  const firmware = operate(hardware, outbox, systemClock(), {
    learnt: openLearntFile(data, () => {}),
  })
  const to = { gateway, site: 'hall', device: 'counter-1', boot: outbox.boot }
  const uplink = startUplink(to, outbox)
  let open = true
  async function close() {
    if (!open) return
    open = false
    await hardware.close()
    firmware.close()
    await uplink.close()
    outbox.close()
  }
  onTestFinished(close)
  return { outbox, close }
}

async function watchTopic(address: string, topic: string): Promise<() => unknown[]> {
  const client = await connectAsync(address)
  onTestFinished(() => void client.end(true))
  const heard: unknown[] = []
  client.on('message', (_topic, payload) => heard.push(JSON.parse(payload.toString())))
  await client.subscribeAsync(topic)
  return () => heard
}

function watchEvents(address: string): { event: string; data: unknown }[] {
  const heard: { event: string; data: unknown }[] = []
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  async function read() {
    const response = await fetch(address, { signal: stop.signal })
    let rest = ''
    for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(
      new TextDecoderStream(),
    )) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, event = '', data = 'null'] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
        heard.push({ event, data: JSON.parse(data) })
      }
    }
  }
  read().catch(() => {})
  return heard
}

test('who subscribes to events hears them, before and after others did not', async () => {
  const gateway = await aGateway()
  const remote = startRemote(gateway.mqtt, presses(0))
  const tell = (button: number) =>
    remote.outbox.tell({ kind: 'pressed', up: 100, button, heldMs: 80 }, nowSynced())
  tell(1)
  await vi.waitFor(() => expect(remote.outbox.waiting()).toBe(0), patience)
  const reader = await connectAsync(gateway.mqtt)
  onTestFinished(() => void reader.end(true))
  const heard: string[] = []
  reader.on('message', topic => heard.push(topic))
  await reader.subscribeAsync('loyalty/1/+/+/event')
  tell(2)
  await vi.waitFor(() => expect(heard).toEqual([topics.event('hall', 'counter-1')]), patience)
  await reader.unsubscribeAsync('loyalty/1/+/+/event')
  tell(3)
  await vi.waitFor(() => expect(remote.outbox.waiting()).toBe(0), patience)
  expect(heard).toHaveLength(1)
})
