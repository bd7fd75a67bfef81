import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QuarterTable } from '../gateway/counting/quarter-table.ts'
import { alwaysOpen } from '../gateway/counting/rules.ts'
import { type Choice, type Period, servedOf } from '../gateway/counting/served.ts'
import { spread } from '../gateway/counting/spread.ts'
import type { Tally } from '../gateway/counting/tally.ts'

/** One quarter-hour after the other: what the sensor counted, and what till and hand say. */
type Quarter = { tally?: Tally; till?: number; manual?: number }

function served(
  quarters: Quarter[],
  choice: Choice = 'auto',
  isWatched = true,
  isToldOf = ({ till, manual }: Quarter) => till !== undefined || manual !== undefined,
) {
  const period: Period = {
    tallies: [
      QuarterTable.of(
        quarters.flatMap(({ tally }, quarter) => (tally ? [{ quarter, tally }] : [])),
      ),
    ],
    loose: [],
    quarters: quarters.flatMap((told, quarter) => {
      const { till = null, manual = null } = told
      return isToldOf(told) ? [{ quarter, till, manual }] : []
    }),
  }
  return servedOf(
    period,
    () => choice,
    () => isWatched,
  )
}

const seen = (served: number): Tally => ({ served, watched: 900_000 })

test('the till is believed where it covers the time, and the sensor stays visible beside it', () => {
  const found = served([
    { tally: seen(60), till: 50, manual: 70 },
    { tally: seen(52), till: 50 },
  ])
  expect(found.served).toBe(100)
  expect(found.servedBy).toEqual({
    source: 'till',
    presence: 112,
    till: 100,
    manual: 70,
    discrepancy: expect.closeTo(0.12),
  })
})

test('each quarter-hour has its own choice: till, then presence, then the figure by hand', () => {
  const found = served([
    { tally: seen(6), till: 5 },
    { tally: seen(4), manual: 9 },
    { manual: 3 },
    {},
  ])
  expect(found.served).toBe(5 + 4 + 3)
  expect(found.servedBy).toMatchObject({ source: 'mixed', presence: 10, till: 5, manual: 12 })
  expect(found.servedBy.discrepancy).toBeCloseTo(0.2)
})

test('a sensor that saw little of a quarter-hour is believed less than a hand, but more than nobody', () => {
  expect(served([{ tally: seen(2), manual: 9 }], 'auto', false)).toMatchObject({
    served: 9,
    servedBy: { source: 'manual', presence: 2 },
  })
  expect(served([{ tally: seen(2) }], 'auto', false)).toMatchObject({ served: 2 })
})

test.each([
  ['presence', 7, 'presence'],
  ['till', 5, 'till'],
  ['manual', 6, 'manual'],
] as const)('a touchpoint that is set to %s believes nobody else', (choice, expected, source) => {
  const quarters = [{ tally: seen(7), till: 5, manual: 6 }]
  expect(served(quarters, choice)).toMatchObject({ served: expected, servedBy: { source } })
  expect(served([{}], choice)).toMatchObject({ served: null, servedBy: { source: null } })
})

test('a till and a hand that say nothing of a quarter-hour are as none', () => {
  const customers = fc.nat(9)
  const tally = fc.record(
    { served: customers, watched: customers, 'answer:5': customers, 'unseen:5': customers },
    { requiredKeys: [] },
  )
  const quarters = fc.array(
    fc.record({ tally, till: customers, manual: customers }, { requiredKeys: [] }),
    { maxLength: 12 },
  )
  const choice = fc.constantFrom<Choice>('auto', 'presence', 'till', 'manual')
  fc.assert(
    fc.property(quarters, choice, fc.boolean(), (quarters, choice, isWatched) => {
      expect(served(quarters, choice, isWatched)).toEqual(
        served(quarters, choice, isWatched, () => true),
      )
    }),
  )
})

test('answers count against the customers of their own quarter-hours', () => {
  const unseen: Tally = { 'answer:5': 2, 'unseen:5': 2 }
  expect(served([{ tally: unseen, till: 8 }])).toMatchObject({ served: 8, answers: { 5: 2 } })
  expect(served([{ tally: unseen }, { tally: seen(3) }]).answers).toEqual({})
  expect(served([{ tally: { ...seen(3), 'answer:4': 1, ...unseen } }]).answers).toEqual({
    4: 1,
    5: 0,
  })
  expect(served([{ tally: { ...seen(3), 'answer:4': 1 } }, { till: 2 }], 'till').answers).toEqual(
    {},
  )
  expect(served([{ tally: unseen }]).answers).toEqual({ 5: 2 })
})

test('nights of which the sensor knows that nobody came do not make a day of the till mixed', () => {
  const night: Tally = { 'watched-closed': 900_000 }
  const found = served([{ tally: night }, { tally: seen(3), till: 3 }, { tally: night }])
  expect(found.servedBy).toMatchObject({ source: 'till', presence: 3, discrepancy: 0 })
})

test('two remotes at one touchpoint are one sensor', () => {
  const tallies = [seen(3), seen(4)].map(tally => QuarterTable.of([{ quarter: 0, tally }]))
  const quarters = [{ quarter: 0, till: 5, manual: null }]
  const { servedBy, tally } = servedOf(
    { tallies, loose: [], quarters },
    () => 'auto',
    () => true,
  )
  expect(servedBy).toMatchObject({ till: 5, presence: 7 })
  expect(tally).toEqual({ served: 7, watched: 1_800_000 })
})

test('customers seen nobody knows when are not added to what the till says of that time', () => {
  const loose = [{ from: 0, to: 3, tally: { ...seen(4), 'answer:5': 1 } }]
  const quarters = [{ quarter: 2, till: 6, manual: null }]
  expect(
    servedOf(
      { tallies: [], loose, quarters },
      () => 'auto',
      () => true,
    ),
  ).toMatchObject({
    served: 6,
    servedBy: { source: 'till', presence: 4, till: 6 },
    answers: { 5: 1 },
  })
  expect(
    servedOf(
      { tallies: [], loose, quarters: [] },
      () => 'auto',
      () => true,
    ).served,
  ).toBe(4)
})

test('a figure is spread over open time in whole customers, and is exact in sum', () => {
  const quarter = 900_000
  const parts = spread(10, { from: 0, to: 4 * quarter }, alwaysOpen)
  expect(parts.map(({ customers }) => customers)).toEqual([3, 2, 3, 2])
  const openMs = (from: number, to: number) =>
    Math.max(0, Math.min(to, 3 * quarter) - Math.max(from, 1.5 * quarter))
  expect(spread(6, { from: 0, to: 4 * quarter }, { openMs })).toEqual([
    { quarter: 1, customers: 2 },
    { quarter: 2, customers: 4 },
  ])
  const closed = spread(5, { from: 0, to: 2 * quarter }, { openMs: () => 0 })
  expect(closed.reduce((sum, { customers }) => sum + customers, 0)).toBe(5)
})
