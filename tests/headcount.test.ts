import { spawnSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { runRemote } from '../firmware/run.ts'
import { RemoteSettings } from '../firmware/settings.ts'
import { findingsOf, matchTaps, type SeenVisit } from '../gateway/counting/headcount.ts'
import { messageOf } from '../gateway/message.ts'
import type { DeviceEvent } from '../shared/events.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { aGateway } from './support/gateway.ts'
import { record } from './support/input-records.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const second = 1000
const aVisit = (from: number, to: number, nearestMm = 600): SeenVisit => ({
  from: from * second,
  to: to * second,
  nearestMm,
})
const pairs = (taps: number[], visits: SeenVisit[]) =>
  matchTaps(
    taps.map(tap => tap * second),
    visits,
  ).map(({ tap, visit }) => [tap / second, visit.from / second])

describe('a tap and a visit belong together', () => {
  test('when the tap fell into the visit, or ten seconds around it', () => {
    expect(pairs([105], [aVisit(100, 120)])).toEqual([[105, 100]])
    expect(pairs([90], [aVisit(100, 120)])).toEqual([[90, 100]])
    expect(pairs([130], [aVisit(100, 120)])).toEqual([[130, 100]])
    expect(pairs([89], [aVisit(100, 120)])).toEqual([])
    expect(pairs([131], [aVisit(100, 120)])).toEqual([])
  })

  test('once: a second tap for the same visit is a customer whom the sensor missed', () => {
    expect(pairs([105, 110], [aVisit(100, 120)])).toHaveLength(1)
  })

  test('so that as many as possible do, though one could take the other’s', () => {
    expect(pairs([118, 125], [aVisit(100, 120), aVisit(121, 150)])).toEqual([
      [118, 100],
      [125, 121],
    ])
  })
})

test('no other choice pairs more taps and visits', () => {
  const moment = fc.integer({ min: 0, max: 120 })
  const visit = fc.record({ from: moment, stay: fc.integer({ min: 0, max: 40 }) })
  fc.assert(
    fc.property(
      fc.array(moment, { maxLength: 6 }),
      fc.array(visit, { maxLength: 6 }),
      (taps, stays) => {
        const visits = stays.map(({ from, stay }) => aVisit(from, from + stay))
        expect(pairs(taps, visits)).toHaveLength(mostPairs(taps, visits))
      },
    ),
    { numRuns: 500 },
  )
})

/** By trying everything. */
function mostPairs([tap, ...taps]: number[], visits: SeenVisit[]): number {
  if (tap === undefined) return 0
  const without = mostPairs(taps, visits)
  const withIt = visits.map((visit, index) =>
    tap * second >= visit.from - 10_000 && tap * second <= visit.to + 10_000
      ? 1 + mostPairs(taps, visits.toSpliced(index, 1))
      : 0,
  )
  return Math.max(without, ...withIt)
}

describe('a zone is proposed', () => {
  const customers = [0, 100, 200, 300].map(from => aVisit(from, from + 30, 500 + from))
  const taps = [10, 110, 210, 310].map(at => at * second)
  const proposeZone = (...given: Parameters<typeof findingsOf>) => findingsOf(...given).zone

  test('that spares people farther away whom nobody counted', () => {
    const passersBy = [aVisit(50, 53, 1400), aVisit(150, 153, 1500)]
    expect(proposeZone(taps, [...customers, ...passersBy])).toMatchObject({
      nearMm: 250,
      farMm: 1100,
      matched: 4,
      visits: 4,
    })
  })

  test('that loses a customer where it spares many others', () => {
    const passersBy = [50, 150, 250, 350].map(from => aVisit(from, from + 3, 1000 + from))
    const farAway = aVisit(400, 430, 1360)
    expect(
      proposeZone([...taps, 410 * second], [...customers, ...passersBy, farAway]),
    ).toMatchObject({
      nearMm: 250,
      farMm: 925,
      matched: 4,
      visits: 4,
    })
  })

  test('that leaves nobody out who is as near as somebody inside, nor lets the next one in', () => {
    const near = [0, 100, 200].map(from => aVisit(from, from + 30, 700))
    const passersBy = [aVisit(50, 53, 701), aVisit(150, 153, 701)]
    expect(proposeZone(taps.slice(0, 3), [...near, ...passersBy])).toMatchObject({ farMm: 700 })
  })

  test('not for a single visit too many, nor when customers and others stand alike', () => {
    expect(proposeZone(taps, [...customers, aVisit(50, 53, 1400)])).toBeNull()
    const alike = [aVisit(50, 53, 600), aVisit(150, 153, 700)]
    expect(proposeZone(taps, [...customers, ...alike])).toBeNull()
    expect(proposeZone([], customers)).toBeNull()
  })
})

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
