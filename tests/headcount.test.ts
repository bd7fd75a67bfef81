import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { runRemote } from '../firmware/run.ts'
import { RemoteSettings } from '../firmware/settings.ts'
import { messageOf } from '../gateway/message.ts'
import type { DeviceEvent } from '../shared/events.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { record } from './support/input-records.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const patience = { timeout: 15_000, interval: 250 }

interface Begun {
  id: number
  from: number
  to: number
}

async function post<Answer>(http: string, path: string, body: unknown) {
  const answer = await fetch(`${http}${path}`, { method: 'POST', body: JSON.stringify(body) })
  return { status: answer.status, ...((await answer.json()) as Answer) }
}

test('a quarter of an hour of tapping says how many customers the sensor saw', async () => {
  let now = monday
  const gateway = await aGateway({ now: () => now })
  const boot = aBoot()
  const come = (at: number, visit: number) => [
    boot(at, { kind: 'arrived', visit }),
    boot(at + 20_000, { kind: 'left', visit, stayMs: 20_000 }),
  ]
  const told = [
    boot(0, { kind: 'started' }),
    ...come(60_000, 1),
    ...come(120_000, 2),
    ...come(240_000, 3),
    // A spare button taps too.
    boot(300_000, { kind: 'pressed', button: 6 }),
  ]
  await Promise.all(told.map(event => gateway.receive(messageOf(toldBy('counter-1', event)))))

  const begun = await post<Begun>(gateway.http, '/api/headcounts', { touchpoint: 'counter-1' })
  expect(begun).toMatchObject({ status: 200, from: monday, to: monday + 15 * 60_000 })
  const taps = `/api/headcounts/${begun.id}/taps`
  for (const at of [65_000, 130_000, 130_000, 180_000]) {
    expect((await post(gateway.http, taps, { at: monday + at })).status).toBe(200)
  }
  expect(await post(gateway.http, taps, { at: monday - 1 })).toMatchObject({ status: 400 })
  expect(await post(gateway.http, '/api/headcounts/77/taps', { at: monday })).toMatchObject({
    status: 404,
    error: 'expected a headcount that was begun, found 77',
  })

  now = monday + 400_000
  const ended = await post(gateway.http, `/api/headcounts/${begun.id}/end`, {})
  expect(ended).toMatchObject({
    to: now,
    taps: 4,
    visits: 3,
    matched: 2,
    recall: { value: 0.5 },
    precision: { value: 2 / 3 },
    missed: [monday + 180_000, monday + 300_000],
    extra: [{ from: monday + 240_000 }],
    zone: null,
  })
  const { headcounts } = await gateway.get<{ headcounts: unknown[] }>(
    '/api/headcounts?touchpoint=hall/counter-1',
  )
  const { status, ...result } = ended
  expect(headcounts).toEqual([result])
})

test('a proposed zone says how well the sensor would have counted under it', async () => {
  const gateway = await aGateway({ now: () => monday })
  const boot = aBoot()
  const come = (after: number, visit: number, nearestMm: number) => [
    boot(after, { kind: 'arrived', visit }),
    boot(after + 5000, { kind: 'left', visit, stayMs: 5000, nearestMm }),
  ]
  const distances = [600, 1500, 620, 1520, 640, 1540]
  const told = distances.flatMap((mm, place) => come(60_000 * (1 + place), 1 + place, mm))
  const started = boot(0, { kind: 'started' })
  for (const event of [started, ...told]) {
    await gateway.receive(messageOf(toldBy('counter-1', event)))
  }
  const { id } = await post<Begun>(gateway.http, '/api/headcounts', { touchpoint: 'counter-1' })
  for (const after of [61_000, 181_000, 301_000, 500_000]) {
    await post(gateway.http, `/api/headcounts/${id}/taps`, { at: monday + after })
  }
  const { headcounts } = await gateway.get<{ headcounts: unknown[] }>(
    '/api/headcounts?touchpoint=counter-1',
  )
  expect(headcounts).toMatchObject([
    {
      recall: { value: 0.75 },
      precision: { value: 0.5 },
      zone: {
        ...{ nearMm: 300, farMm: 960, matched: 3, visits: 3 },
        recall: { value: 0.75 },
        precision: { value: 1, interval: [expect.closeTo(0.4385, 4), 1] },
      },
    },
  ])
})

/** What a headcount and the ledger say when the sixth button and the fifth were pressed once. */
async function sixthAndFifth(ratings: number[] | null) {
  // Without a synchronised clock, the time of a press is not known to the millisecond.
  let ahead = -5000
  const desk = { id: 'desk', devices: ['desk'], question: { ratings } }
  const gateway = await aGateway({
    sites: [{ id: 'hall', touchpoints: [desk] }],
    now: () => Date.now() + ahead,
  })
  const { id } = await post<Begun>(gateway.http, '/api/headcounts', { touchpoint: 'desk' })
  ahead = 0
  const press = await aRemoteOfSix(gateway.mqtt)
  await press(6)
  await press(5)
  ahead = 5000
  const ended = await post<object>(gateway.http, `/api/headcounts/${id}/end`, {})
  const { setAside } = await gateway.get<{ setAside: object[] }>('/api/set-aside')
  return { ended, aside: setAside[0] }
}

test('a button of a remote that is no rating taps, and is set aside', async () => {
  const { ended, aside } = await sixthAndFifth([1, 2, 3, 4, 5])
  expect(ended).toMatchObject({ status: 200, taps: 1 })
  expect(aside).toMatchObject({ setAside: { 'unknown-button': 1 } })
})

test('where the sixth button is the best rating, it does not tap', async () => {
  expect((await sixthAndFifth(null)).ended).toMatchObject({ status: 200, taps: 0 })
})

/** A remote on an input device of six keys; gives what presses one until the gateway has it. */
async function aRemoteOfSix(gateway: string) {
  const folder = scratchFolder()
  const port = join(folder, 'event0')
  expect(spawnSync('mkfifo', [port]).status).toBe(0)
  const keys = [2, 3, 4, 5, 6, 7]
  const buttons = { driver: 'evdev', port, keys }
  const wired = { site: 'hall', device: 'desk', gateway, data: folder, buttons }
  const told: DeviceEvent[] = []
  const said: string[] = []
  const settings = RemoteSettings.parse(wired)
  const remote = runRemote(settings, text => said.push(text), { onTold: one => told.push(one) })
  onTestFinished(remote.close)
  await until('the buttons are found', () => said.includes(`buttons: connected on ${port}`))
  const file = openSync(port, 'w')
  onTestFinished(() => closeSync(file))
  const write = (button: number) => {
    const code = keys[button - 1] ?? 0
    writeSync(file, Buffer.concat([record(1, code, 1), record(1, code, 0)]))
  }
  const isTold = (button: number) =>
    told.some(event => event.kind === 'pressed' && event.button === button)
  // Presses of the first half second do not count.
  await vi.waitFor(() => {
    if (!isTold(1)) write(1)
    expect(isTold(1)).toBe(true)
  }, patience)
  return async (button: number) => {
    write(button)
    await until(`button ${button} is told`, () => isTold(button))
    await remote.delivered()
  }
}
