import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeJsonLines } from '../shared/log-lines.ts'
import { replayHere, replayTo } from '../simulator/replay.ts'
import { writeSignalFile } from '../simulator/signal-file.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'

const golden = new URL('./golden/', import.meta.url).pathname
const quiet = () => {}

test('a golden day means what it always meant', async () => {
  const { summary } = await replayHere([join(golden, 'a-day.ndjson')], null, quiet)
  await expect(`${JSON.stringify(summary, null, 2)}\n`).toMatchFileSnapshot(
    join(golden, 'a-day.summary.json'),
  )
})

test('a signal log goes through the firmware’s own core', async () => {
  const path = join(scratchFolder(), 'signals.ndjson.gz')
  const counter = { site: 'hall', device: 'desk', profile: 'bakery' as const, seed: 3 }
  await writeSignalFile(path, counter, { start: monday, hours: 1 })
  const { summary, reading } = await replayHere([path], null, quiet)
  expect(reading.badLines).toBe(0)
  const [desk] = summary.touchpoints
  expect(desk?.served).toBe(desk?.visits.length)
  expect(desk?.served).toBeGreaterThan(10)
  const rated = desk?.visits.filter(({ rating }) => rating !== null).length
  expect(rated).toBe(Object.values(desk?.answers ?? {}).reduce((a, b) => a + b, 0))
  expect(desk?.visits.every(({ from, to }) => to !== null && to > from && from >= monday)).toBe(
    true,
  )
})

test('replaying to a gateway twice counts once, and the same as here', async () => {
  const path = join(golden, 'a-day.ndjson')
  const gateway = await aGateway({ sites: [{ id: 'hall' }] })
  const first = await replayTo(gateway.mqtt, [path], null, 'max', quiet)
  await replayTo(gateway.mqtt, [path], null, 'max', quiet)
  const { summary } = await replayHere([path], null, quiet)
  expect(first.events).toBeGreaterThan(100)
  const there = await gateway.indices('?from=2026-03-02T00:00:00Z&to=2026-03-04T00:00:00Z')
  expect(there.map(({ served, answers, setAside }) => ({ served, answers, setAside }))).toEqual(
    summary.touchpoints.map(({ served, answers, setAside }) => ({ served, answers, setAside })),
  )
})

test('what the gateway exports can be replayed, and means the same', async () => {
  const gateway = await aGateway()
  const path = join(golden, 'a-day.ndjson')
  await replayTo(gateway.mqtt, [path], null, 'max', quiet)
  const exported = join(scratchFolder(), 'exported.ndjson')
  const text = await (await fetch(`${gateway.http}/api/export/events`)).text()
  const lines = text.trim().split('\n')
  await writeJsonLines(
    exported,
    lines.map(line => JSON.parse(line)),
  )
  expect((await replayHere([exported], null, quiet)).summary).toEqual(
    (await replayHere([path], null, quiet)).summary,
  )
})

test('a recorded event is paced by its own time', async () => {
  const gateway = await aGateway()
  const event = aBoot()
  const path = join(scratchFolder(), 'events.ndjson')
  const told = [0, 600].map(ms => toldBy('desk', event(ms, { kind: 'pressed' })))
  await writeJsonLines(path, [{ log: 'loyalty-events', v: 1 }, ...told])
  const start = performance.now()
  await replayTo(gateway.mqtt, [path], null, 2, quiet)
  expect(performance.now() - start).toBeGreaterThan(290)
})

test('a time that cannot be, or an unknown button, is a bad line and harms nothing else', async () => {
  const folder = scratchFolder()
  const [good, bad] = [join(folder, 'good.ndjson'), join(folder, 'bad.ndjson')]
  const header = {
    log: 'loyalty-signals',
    v: 1,
    site: 'hall',
    device: 'desk',
    start: '2026-03-02T08:00:00.000Z',
    rangefinder: null,
    buttons: 5,
  }
  const press = (t: number, button = 4) => [
    { t, button, down: true },
    { t: t + 100, button, down: false },
  ]
  await writeJsonLines(good, [header, ...press(1000), ...press(60_000)])
  const broken = [{ t: 1_767_225_600_000, mm: 1 }, { t: 500, mm: 1 }, ...press(50_000, 9)]
  await writeJsonLines(bad, [header, ...press(1000), ...broken, ...press(60_000)])
  const said: string[] = []
  const replayed = await replayHere([bad], null, text => said.push(text))
  expect(said).toEqual([
    `${bad}:4: expected t within a day after 1100, found 1767225600000`,
    `${bad}:5: expected t from 1100 on, found 500`,
    `${bad}:6: expected a button from 1 to 5, found 9`,
    `${bad}:7: expected a button from 1 to 5, found 9`,
  ])
  expect(replayed.summary).toEqual((await replayHere([good], null, quiet)).summary)
  expect(replayed.summary.touchpoints).toMatchObject([{ answers: { 4: 2 } }])
})
