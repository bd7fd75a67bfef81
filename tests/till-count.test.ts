import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SaleLine } from '../shared/sales.ts'
import { monday } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { aHall, aSale } from './support/sales.ts'

const minute = 60_000
const hour = 60 * minute

/** What is known of every quarter-hour, whether it was kept up or is derived anew. */
async function quartersOf(books: ReturnType<typeof someBooks>, point = 'hall/counter-1') {
  const read = () => books.servedQuarters.between(point, 0, Number.MAX_SAFE_INTEGER)
  const live = read()
  await books.rebuild()
  expect(read()).toEqual(live)
  return live
}

const anySales = fc
  .array(
    fc.record({
      quarter: fc.integer({ min: 0, max: 300 }),
      kind: fc.constantFrom('sale', 'sale', 'sale', 'refund', 'void', 'returned'),
      of: fc.integer({ min: 0, max: 25 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map(all =>
    all.map(({ quarter, kind, of }, n): SaleLine => {
      if (kind === 'returned') return aSale(String(n), quarter * 15 * minute, { kind: 'refund' })
      if (kind === 'sale') return aSale(String(n), quarter * 15 * minute)
      const taking = kind === 'void' ? ('void' as const) : ('refund' as const)
      return aSale(String(n), quarter * 15 * minute, { kind: taking, of: String(of) })
    }),
  )

test('whatever is sold and taken back, its order of arrival changes nothing', async () => {
  const points = Array.from({ length: 400 }, (_, n) => `point-${n}`)
  const opening = { 'mon-sun': '08:00-18:00' }
  const touchpoints = points.map(id => ({ id, opening }))
  const books = someBooks({ sites: [{ ...aHall(), touchpoints }] })
  const known = (point: string) =>
    books.servedQuarters.between(`hall/${point}`, 0, Number.MAX_SAFE_INTEGER)
  const sellAt = (touchpoint: string, sales: SaleLine[]) =>
    books.tills.take(
      sales.map(sale => ({ ok: true, value: { ...sale, touchpoint, source: touchpoint } })),
    )
  const expected = new Map<string, ReturnType<typeof known>>()
  const cases = anySales.chain(told =>
    fc.tuple(
      fc.constant(told),
      fc.shuffledSubarray(told, { minLength: told.length }),
      fc.integer({ min: 1, max: 6 }),
    ),
  )
  await fc.assert(
    fc.asyncProperty(cases, async ([told, shuffled, size]) => {
      const [here = '', there = ''] = points.splice(0, 2)
      await sellAt(here, told)
      for (let at = 0; at < shuffled.length; at += size) {
        await sellAt(there, shuffled.slice(at, at + size))
      }
      expect(known(there)).toEqual(known(here))
      expected.set(here, known(here))
    }),
    { numRuns: 150, endOnFailure: true },
  )
  await books.rebuild()
  for (const [point, quarters] of expected) expect(known(point)).toEqual(quarters)
}, 60_000)

const customersAt = async (books: ReturnType<typeof someBooks>) =>
  (await quartersOf(books)).map(({ quarter, till }) => [quarter - monday / (15 * minute), till])

async function sold(sales: SaleLine[]) {
  const books = someBooks({ sites: [aHall()] })
  await books.tills.take(sales.map(value => ({ ok: true, value })))
  return books
}

test('a till that sells nothing for an hour is quiet: nobody was served in it', async () => {
  const books = await sold([aSale('1', 0), aSale('2', hour)])
  expect(await customersAt(books)).toEqual([
    [0, 1],
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 1],
  ])
})

test('a till that sells nothing for more than two hours may be unplugged: nobody knows', async () => {
  const books = await sold([aSale('1', 0), aSale('2', 2.5 * hour)])
  expect(await customersAt(books)).toEqual([
    [0, 1],
    [10, 1],
  ])
})

test('a night is no silence: the last quiet quarter-hours of a day and the first of the next count', async () => {
  const books = await sold([aSale('1', 9.5 * hour), aSale('2', 24.5 * hour)])
  expect(await customersAt(books)).toEqual([
    [38, 1],
    [39, 0],
    [96, 0],
    [97, 0],
    [98, 1],
  ])
})

test('a refund that names no sale takes back the newest one before it on that day', async () => {
  const quarter = 15 * minute
  const books = await sold([
    aSale('yesterday', 0),
    aSale('1', 24 * hour),
    aSale('2', 24 * hour + quarter),
    aSale('3', 24 * hour + quarter + minute),
    aSale('r0', 24 * hour + 2 * quarter, { kind: 'void' }),
    aSale('r1', 24 * hour + 2 * quarter, { kind: 'refund' }),
    aSale('later', 24 * hour + 3 * quarter),
    aSale('r2', 24 * hour + 3 * quarter, { kind: 'refund' }),
    aSale('r3', 24 * hour + 4 * quarter, { kind: 'refund' }),
    aSale('r4', 24 * hour + 5 * quarter, { kind: 'refund' }),
  ])
  expect((await customersAt(books)).filter(([, till]) => till)).toEqual([[0, 1]])
  const one = await sold([
    aSale('1', 0),
    aSale('2', minute),
    aSale('3', 2 * minute),
    aSale('r1', quarter, { kind: 'refund' }),
    aSale('r2', 2 * quarter, { kind: 'refund' }),
  ])
  expect(await customersAt(one)).toEqual([
    [0, 1],
    [1, 0],
    [2, 0],
  ])
})
