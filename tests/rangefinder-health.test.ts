import { expect, test } from 'vitest'
import { heartbeat, newRemote, observe } from '../firmware/remote.ts'
import {
  customer,
  type PictureReading,
  readingsOf,
  remoteAfter,
  seconds,
} from './support/pictures.ts'

function* after(
  readings: Iterable<PictureReading>,
  more: number,
  mm: (n: number) => number | null,
) {
  let up = 0
  for (const reading of readings) {
    up = reading.up
    yield reading
  }
  for (let n = 1; n <= more; n += 1) yield { up: up + n * 50, mm: mm(n) }
}

test('a laser that sees no wall any more is blind within a minute, and its visit has ended', () => {
  const { told, beat } = remoteAfter(readingsOf(`....${customer}${seconds('?', 60)}`))
  expect(beat).toMatchObject({ rangefinder: 'blind', visits: 1 })
  expect(told).toMatchObject([{ kind: 'arrived' }, { kind: 'left' }])
  expect(told[1]?.up).toBeCloseTo(22_000, -2.5)
})

test('a laser that never saw a background is not blind when nobody is there', () => {
  const open = { ...remoteAfter([]).remote.presence.places, backgroundMm: null }
  const { beat } = remoteAfter(readingsOf(`????${customer}${seconds('?', 60)}`), open)
  expect(beat).toMatchObject({ rangefinder: 'ok' })
})

test('sunlight that leaves some readings does not blind', () => {
  const sun = after(readingsOf(`....${customer}`), 2400, n => (n % 60 === 0 ? 2600 : null))
  expect(remoteAfter(sun).beat).toMatchObject({ rangefinder: 'ok' })
})

test('a covered laser is one fault and not a visit', () => {
  const covered = after(readingsOf('....'), 1200, n => [40, 50, 60][n % 3] ?? null)
  const { told, beat } = remoteAfter(covered)
  expect(beat).toMatchObject({ rangefinder: 'blind', visits: 0 })
  expect(told).toEqual([])
})

test('a covered laser is blind also where nothing is behind', () => {
  const open = { ...remoteAfter([]).remote.presence.places, backgroundMm: null }
  const covered = after(readingsOf('????'), 1200, n => [40, 50, 60][n % 3] ?? null)
  expect(remoteAfter(covered, open).beat).toMatchObject({ rangefinder: 'blind' })
})

test('a laser that repeats its last reading is stuck within a minute, and the visit ended with it', () => {
  const { told, beat } = remoteAfter(after(readingsOf(`....${customer}`), 1200, () => 640))
  expect(beat).toMatchObject({ rangefinder: 'stuck', visits: 1 })
  expect(told[1]).toMatchObject({ kind: 'left' })
  expect(told[1]?.up).toBeLessThan(23_000)
})

test('a laser that is stuck from its first reading on is no customer', () => {
  const { told, beat } = remoteAfter(after([], 1200, () => 640))
  expect(beat).toMatchObject({ rangefinder: 'stuck', visits: 0 })
  expect(told).toEqual([])
})

test('a laser that recovers counts on', () => {
  const fault = after(readingsOf(`....${customer}`), 1200, () => 640)
  const { remote } = remoteAfter(fault)
  const told = [...readingsOf(`....${customer}${seconds('.', 5)}`)].flatMap(({ up, mm }) =>
    observe(remote, { kind: 'sample', up: 200_000 + up, mm }),
  )
  expect(told).toMatchObject([{ kind: 'arrived', visit: 2 }, { kind: 'left' }])
})

test('a laser that hung is right with its first new reading', () => {
  const { remote, beat } = remoteAfter(after(readingsOf(`....${customer}`), 1200, () => 640))
  expect(beat).toMatchObject({ rangefinder: 'stuck' })
  const up = beat.up + 50
  observe(remote, { kind: 'sample', up, mm: 2600 })
  expect(heartbeat(remote, up, 0)).toMatchObject({ rangefinder: 'ok' })
})

test('a laser that falls silent is absent, and whoever was there left when last seen', () => {
  const remote = newRemote(5)
  for (const { up, mm } of readingsOf(`.<${customer}`)) observe(remote, { kind: 'sample', up, mm })
  const told = observe(remote, { kind: 'time', up: 60_000 })
  expect(told).toMatchObject([{ kind: 'left' }])
  expect(told[0]?.up).toBeLessThan(21_100)
  expect(heartbeat(remote, 60_000, 0)).toMatchObject({ rangefinder: 'absent', visits: 1 })
})

test('a short silence of the laser splits no visit', () => {
  const remote = newRemote(5)
  const silent = (up: number) => up > 10_000 && up < 12_900
  const told = [...readingsOf(`.<${customer}${seconds('.', 5)}`)]
    .filter(({ up }) => !silent(up))
    .flatMap(({ up, mm }) => observe(remote, { kind: 'sample', up, mm }))
  expect(told).toMatchObject([{ kind: 'arrived' }, { kind: 'left' }])
})

test('a long silence of the laser ends the visit when it was last seen', () => {
  const remote = newRemote(5)
  const silent = (up: number) => up > 10_000 && up < 18_000
  const told = [...readingsOf(`.<${customer}${customer}${seconds('.', 5)}`)]
    .filter(({ up }) => !silent(up))
    .flatMap(({ up, mm }) => observe(remote, { kind: 'sample', up, mm }))
  expect(told.map(({ kind }) => kind)).toEqual(['arrived', 'left', 'arrived', 'left'])
  expect(told[1]?.up).toBeLessThan(10_100)
})
