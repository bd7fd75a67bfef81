import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { eraseRaw } from '../gateway/erasure.ts'
import { removePresence } from '../gateway/retention.ts'
import { whatIf } from '../gateway/what-if.ts'
import { simulateHistory } from '../simulator/history.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

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

test('what is told of a time before the horizon is stored, and changes no tally', async () => {
  const { books, point, all } = await booksOfTwoDays()
  await remove(books, monday + 12 * hour)
  const before = books.report.numbers(point, all)
  const late = aBoot('late')
  await books.receive([toldBy('desk', late(hour, { kind: 'pressed' }))])
  expect(books.report.numbers(point, all).answers).toEqual(before.answers)
  await books.receive([toldBy('desk', late(day + hour, { kind: 'heartbeat' }))])
  expect(books.verified().faults).toEqual([])
  await expect(whatIf(books.report, books, point, all, { holdOffMs: 1 })).rejects.toThrow(
    'desk: raw presence before 2026-03-02T14:00:00.000Z was removed; expected a later from',
  )
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
