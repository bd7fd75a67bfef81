import { expect, test } from 'vitest'
import { simulateHistory } from '../simulator/history.ts'
import { desk, hallWith, presses, rowsOf } from './support/changed-hall.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { aSale } from './support/sales.ts'
import { until } from './support/until.ts'

const minute = 60_000
const quarter = 15 * minute
const hour = 60 * minute

test('other thresholds and hours from a moment on count as if they had always been known', async () => {
  const counter = { site: 'hall', device: 'remote', profile: 'help-desk' as const, seed: 5 }
  const told = [...simulateHistory(counter, { from: monday, to: monday + 3 * hour })]
  const opening = { mon: '08:00-09:40' }
  const strict = hallWith({ ...desk, opening, counting: { graceMs: 0, correctionMs: 0 } })
  const before = someBooks()
  await before.enter(hallWith(desk))
  await before.enter(strict, monday + hour)
  await before.receive(told)
  const after = someBooks()
  await after.receive(told)
  await after.enter(hallWith(desk))
  const lenient = rowsOf(after, 'desk')
  await after.enter(strict, monday + hour)
  expect(rowsOf(after, 'desk')).toEqual(rowsOf(before, 'desk'))
  expect(rowsOf(after, 'desk')).not.toEqual(lenient)
  const verified = after.verified()
  expect(verified).toEqual(before.verified())
  expect(verified.faults).toEqual([])
})

test('while old hours are counted again, presses are stored; and a crash meanwhile does no harm', async () => {
  const counter = { site: 'hall', device: 'remote', profile: 'help-desk' as const, seed: 5 }
  const span = { from: monday - 24 * hour, to: monday + 24 * hour }
  const books = someBooks()
  await books.receive([...simulateHistory(counter, span)])
  await books.enter(hallWith(desk))
  books.settle()
  const strict = hallWith({ ...desk, counting: { graceMs: 0, longestVisitMs: 1000 } })
  const ended: string[] = []
  const entering = books.enter(strict, span.from).then(() => ended.push('counted'))
  await books.receive(presses('late', [2000, 5])).then(() => ended.push('stored'))
  expect(books.settings.isCounted()).toBe(false)
  books.close()
  await entering
  expect(ended).toEqual(['stored', 'counted'])
  const again = someBooks({ data: books.data })
  expect(again.settings.isCounted()).toBe(false)
  expect(again.verified().faults).toEqual([
    'hall/remote was counted by other settings; while the gateway runs it counts it again',
  ])
  await until('all is counted', again.settings.isCounted)
  expect(again.verified().faults).toEqual([])
  expect(again.settings.versions()).toHaveLength(2)
})

test('what was counted by settings that somebody took back at once is counted again', async () => {
  const books = someBooks()
  const remotes = ['a', 'b', 'c', 'd', 'e', 'f']
  const event = aBoot()
  const tellAll = (after: number) =>
    books.receive(remotes.map(name => toldBy(name, event(after, { kind: 'pressed' }))))
  await tellAll(minute)
  const point = { ...desk, devices: remotes }
  await books.enter(hallWith(point))
  books.settle()
  const closed = { ...point, opening: { sun: '08:00-09:00' } }
  const taken = [books.enter(hallWith(closed), monday)]
  const told = tellAll(20 * minute)
  books.ingest.commit()
  books.settle()
  expect(books.settings.isCounted()).toBe(false)
  taken.push(books.enter(hallWith(point), monday))
  await Promise.all([...taken, told])
  expect(books.verified().faults).toEqual([])
})

test('what till and hand tell is laid over the opening hours of the time', async () => {
  const books = someBooks()
  await books.enter(hallWith(desk))
  const sales = [aSale('1', 0), aSale('2', hour + quarter)].map(sale => ({
    ...sale,
    touchpoint: 'desk',
  }))
  await books.tills.take(sales.map(value => ({ ok: true, value })))
  const figure = { site: 'hall', touchpoint: 'desk', by: 'anna', at: monday + 24 * hour }
  books.manual.enter({ ...figure, from: monday, to: monday + hour, customers: 8 })
  const known = () => books.servedQuarters.between('hall/desk', 0, 1e9)
  expect(known().map(({ manual }) => manual)).toEqual([2, 2, 2, 2, null, null])
  const opening = { mon: '08:30-08:45' }
  await books.enter(hallWith({ ...desk, opening }), monday + 2 * quarter)
  expect(known().map(({ till }) => till)).toEqual([1, 0, 0, 1])
  expect(known().map(({ manual }) => manual)).toEqual([3, 2, 3, null])
  expect(books.verified().faults).toEqual([])
})
