import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eraseRaw } from '../gateway/erasure.ts'
import { removePresence } from '../gateway/retention.ts'
import { verify } from '../gateway/verify.ts'
import { whatIf } from '../gateway/what-if.ts'
import type { Numbers } from '../shared/numbers.ts'
import { simulateHistory } from '../simulator/history.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { run } from './support/processes.ts'

const hour = 3_600_000
const day = 24 * hour

async function booksOfTwoDays() {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const counter = { site: 'hall', device: 'desk', profile: 'steady' as const, seed: 3 }
  await books.receive([...simulateHistory(counter, { from: monday, to: monday + 3 * hour })])
  const later = { from: monday + day, to: monday + day + 2 * hour }
  await books.receive([...simulateHistory({ ...counter, seed: 4 }, later)])
  const [point] = books.report.touchpoints('desk')
  if (!point) throw new Error('expected a touchpoint')
  const all = { from: monday - day, to: monday + 2 * day }
  return { books, point, all }
}

async function remove(books: Parameters<typeof removePresence>[0], before: number) {
  let removed = 0
  for await (const some of removePresence(books, before)) removed += some
  return removed
}

const pressesIn = ({ answers, setAside }: Numbers) =>
  [answers, setAside].flatMap(some => Object.values(some ?? {})).reduce((a, b) => a + b, 0)

const storedKinds = (books: Awaited<ReturnType<typeof booksOfTwoDays>>['books']) =>
  Object.groupBy([...books.log.loggedAfter(0)].flat(), ({ json }) => JSON.parse(json).kind)

test('old raw presence is removed, its tallies stay, and verify says what cannot be derived', async () => {
  const { books, point, all } = await booksOfTwoDays()
  const before = books.report.numbers(point, all)
  const kinds = storedKinds(books)
  const removed = await remove(books, monday + 12 * hour)
  expect(removed).toBeGreaterThan(20)
  expect(storedKinds(books).arrived?.length).toBeLessThan(kinds.arrived?.length ?? 0)
  expect(storedKinds(books).pressed).toEqual(kinds.pressed)
  expect(storedKinds(books).heartbeat).toEqual(kinds.heartbeat)
  expect(books.report.numbers(point, all)).toEqual(before)
  const horizon = new Date(monday + 6 * hour).toISOString()
  expect(books.verified()).toMatchObject({
    faults: [],
    kept: [`hall/desk before ${horizon}: ${removed} events of visits were removed`],
  })
  expect(await remove(books, monday + 12 * hour)).toBe(0)
})

test('an export says how many events are no more', async () => {
  const { books } = await booksOfTwoDays()
  const config = join(books.data, 'gateway.json')
  writeFileSync(config, JSON.stringify({ data: books.data }))
  const exported = async () => {
    const child = run('gateway/main.ts', 'export', '--config', config)
    expect(await child.ended, child.err()).toBe(0)
    return child
  }
  expect((await exported()).err()).toBe('')
  const removed = await remove(books, monday + 12 * hour)
  const { out, err } = await exported()
  expect(err()).toContain(`${removed} events are not in it, for they were removed`)
  expect(out()).not.toContain('are not in it')
})

test('a rebuild keeps what cannot be derived any more, and a later one removes more', async () => {
  const { books, point, all } = await booksOfTwoDays()
  const before = books.report.numbers(point, all)
  await remove(books, monday + hour)
  await books.rebuild()
  expect(books.report.numbers(point, all)).toEqual(before)
  await remove(books, monday + day + hour)
  await books.rebuild()
  expect(books.report.numbers(point, all)).toEqual(before)
  expect(books.verified().faults).toEqual([])
})

test('what is told late of a time before the horizon counts on top of what is kept', async () => {
  const { books, point, all } = await booksOfTwoDays()
  await remove(books, monday + 12 * hour)
  const before = books.report.numbers(point, all)
  const late = aBoot('late')
  const press = (after: number) => toldBy('desk', late(after, { kind: 'pressed' }))
  await books.receive([press(hour), press(5.5 * hour)])
  expect(verify(books.data)).toMatchObject({ uncounted: 2, faults: [] })
  expect(pressesIn(books.report.numbers(point, all))).toBe(pressesIn(before) + 2)
  await books.receive([toldBy('desk', late(day + hour, { kind: 'heartbeat' }))])
  const after = books.report.numbers(point, all)
  const verified = books.verified()
  expect(verified.faults).toEqual([])
  await books.rebuild()
  expect(books.verified()).toEqual(verified)
  expect(books.report.numbers(point, all)).toEqual(after)
  await expect(whatIf(books.report, books, point, all, { holdOffMs: 1 })).rejects.toThrow(
    'desk: raw presence before 2026-03-02T14:00:00.000Z was removed; expected a later from',
  )
})

test('a remote that was offline for longer than presence is kept counts as if it had told in time', async () => {
  const counter = { site: 'hall', device: 'desk', profile: 'steady' as const, seed: 3 }
  const told = [...simulateHistory(counter, { from: monday, to: monday + 5 * hour })]
  const inTime = someBooks({ sites: [{ id: 'hall' }] })
  await inTime.receive(told)
  const late = someBooks({ sites: [{ id: 'hall' }] })
  // It goes silent between two customers, and a first part is removed meanwhile.
  const silent = told.findIndex(({ event }) => event.kind === 'left' && event.visit === 9) + 1
  await late.receive(told.slice(0, silent))
  expect(await remove(late, monday + day)).toBeGreaterThan(10)
  await late.receive(told.slice(silent))
  const all = { from: monday - day, to: monday + day }
  const numbersOf = ({ report }: typeof late) =>
    report.touchpoints('desk').map(point => report.numbers(point, all))
  expect(numbersOf(late)).toEqual(numbersOf(inTime))
  const verified = late.verified()
  expect(verified.faults).toEqual([])
  await late.rebuild()
  expect(late.verified()).toEqual(verified)
  // Late presence is not kept for longer than any other.
  expect(await remove(late, monday + day)).toBeGreaterThan(100)
  const kinds = storedKinds(late)
  expect((kinds.arrived ?? []).length + (kinds.left ?? []).length).toBeLessThan(2)
  expect(numbersOf(late)).toEqual(numbersOf(inTime))
  expect(late.verified().faults).toEqual([])
})

test.each([
  ['at first', 20],
  ['at all', 1e9],
])('presence is removed where no clock was set %s, but for what its times rest on', async (_when, unset) => {
  const clockless = { site: 'hall', device: 'desk', profile: 'steady' as const, seed: 3 }
  const told = [...simulateHistory(clockless, { from: monday, to: monday + 5 * hour })]
  const books = someBooks({ sites: [{ id: 'hall' }] })
  await books.receive(
    told.map((line, n) => {
      const { synced } = line.event
      // Visits are told at once, all else slowly.
      const late = ['arrived', 'left'].includes(line.event.kind) ? (n * 37) % 400 : 2000
      const event = { ...line.event, synced: n > unset && synced }
      return { ...line, receivedAt: line.receivedAt + late, event }
    }),
  )
  const { arrived = [], left = [] } = storedKinds(books)
  const presence = arrived.length + left.length
  const all = { from: monday - day, to: monday + day }
  const numbersOf = () => books.report.touchpoints('desk').map(p => books.report.numbers(p, all))
  const before = numbersOf()
  const removed = await remove(books, monday + day)
  expect(removed).toBeGreaterThan(presence / 2)
  expect(books.verified().faults).toEqual([])
  await books.rebuild()
  expect(books.verified().faults).toEqual([])
  expect(numbersOf()).toEqual(before)
})

test('a visit that was told late, of a remote without a clock, takes nothing with it that is checked', async () => {
  const event = aBoot('clockless')
  const told = (minute: number, lateMs: number, kind: 'pressed' | 'arrived') => {
    const one = { ...event(minute * 60_000, { kind }), at: 0, synced: false }
    return { ...toldBy('desk', one), receivedAt: monday + minute * 60_000 + lateMs }
  }
  const books = someBooks({ sites: [{ id: 'hall' }] })
  const late = 5 * 60_000
  await books.receive([told(1, 0, 'pressed'), told(20, late, 'arrived'), told(40, 0, 'pressed')])
  expect(books.verified().faults).toEqual([])
  expect(await remove(books, monday + day)).toBe(1)
  expect(books.verified().faults).toEqual([])
  await books.rebuild()
  expect(books.verified().faults).toEqual([])
})

test('the raw events of a span are erased, on the disk too, and verify says so', async () => {
  const { books, point, all } = await booksOfTwoDays()
  const span = { from: monday + hour, to: monday + 2 * hour }
  const press = aBoot('noted')(hour + 1, { kind: 'pressed' })
  const noted = { ...press, note: 'somebody-was-here' }
  await books.receive([
    toldBy('desk', noted),
    toldBy('desk', aBoot('later')(day, { kind: 'pressed' })),
  ])
  const before = books.report.numbers(point, all)
  const inSpan = () =>
    [...books.log.loggedAfter(0)]
      .flat()
      .map(({ json }) => JSON.parse(json))
      .filter(({ kind, at }) => kind !== 'started' && at >= span.from && at < span.to)
  const bytes = () =>
    readdirSync(books.data)
      .map(file => readFileSync(join(books.data, file), 'latin1'))
      .join('')
  expect(bytes()).toContain('somebody-was-here')
  expect(inSpan().length).toBeGreaterThan(60)
  const count = [...books.log.loggedAfter(0)].flat().length
  const erased = await eraseRaw(books, [{ point, span }], monday + 2 * day)
  expect(erased.kept).toBe(0)
  expect(inSpan()).toEqual([])
  expect([...books.log.loggedAfter(0)].flat().length).toBe(count - erased.removed)
  expect(books.report.numbers(point, all)).toEqual(before)
  expect(books.verified()).toMatchObject({
    faults: [],
    kept: [
      `hall/desk before 2026-03-02T10:00:00.000Z: ${erased.removed} events of visits were removed`,
    ],
  })
  expect(bytes()).not.toContain('somebody-was-here')
})

test('what is counted again by other settings is erased when that is done', async () => {
  const numbersAfter = async (isHasty: boolean) => {
    const books = someBooks()
    const counter = { site: 'hall', device: 'desk', profile: 'steady' as const, seed: 3 }
    await books.receive([...simulateHistory(counter, { from: monday, to: monday + 10 * hour })])
    await books.receive([toldBy('desk', aBoot('later')(day, { kind: 'pressed' }))])
    await books.enter([{ id: 'hall', touchpoints: [{ id: 'desk' }] }])
    books.settle()
    const closed = { id: 'desk', opening: { sun: '08:00-09:00' } }
    const entering = books.enter([{ id: 'hall', touchpoints: [closed] }], monday - day)
    if (!isHasty) await entering
    const [point] = books.report.touchpoints('desk')
    if (!point) throw new Error('expected a touchpoint')
    const span = { from: monday + 5 * hour, to: monday + 8 * hour }
    const { removed } = await eraseRaw(books, [{ point, span }], monday + 2 * day)
    await entering
    expect(books.verified().faults).toEqual([])
    const all = { from: monday - day, to: monday + 2 * day }
    return { removed, numbers: books.report.numbers(point, all) }
  }
  expect(await numbersAfter(true)).toEqual(await numbersAfter(false))
})
