import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QuarterTable, type QuarterTally } from '../gateway/counting/quarter-table.ts'
import { addTo, type Tally } from '../gateway/counting/tally.ts'
import { openThrowAwayDatabase } from '../gateway/database/database.ts'
import { openTallies } from '../gateway/database/tallies.ts'
import { readTallyText } from '../gateway/database/tally-text.ts'

const counts: fc.Arbitrary<Tally> = fc
  .record(
    {
      served: fc.integer({ min: 1, max: 30 }),
      'answer:1': fc.nat(9),
      'answer:10': fc.nat(9),
      'unseen:1': fc.nat(9),
      alive: fc.constantFrom(900_000, 12.5),
      'lost-presses': fc.integer({ min: -9, max: 9 }),
    },
    { requiredKeys: [] },
  )
  .map(tally => addTo({}, tally))

const rows: fc.Arbitrary<QuarterTally[]> = fc.uniqueArray(
  fc
    .record({ quarter: fc.integer({ min: 0, max: 60 }), tally: counts })
    .filter(({ tally }) => Object.keys(tally).length > 0),
  { selector: ({ quarter }) => quarter, maxLength: 40 },
)

const inOrder = (rows: QuarterTally[]) => rows.toSorted((one, other) => one.quarter - other.quarter)

const sumOf = (rows: QuarterTally[]) =>
  rows.reduce<Tally>((sum, { tally }) => addTo(sum, tally), {})

const textOf = ({ quarter, tally }: QuarterTally) => `${quarter}${JSON.stringify(tally)}`

test('a text of tallies is read as JSON reads them, whatever each of them tells', () => {
  fc.assert(
    fc.property(rows, rows => {
      const text = Buffer.from(inOrder(rows).map(textOf).join(''))
      expect(readTallyText(text, rows.length).rows()).toEqual(inOrder(rows))
    }),
  )
})

test('the tallies of a device come in order of time, however they were stored', () => {
  fc.assert(
    fc.property(rows, fc.nat(60), fc.nat(60), (rows, from, to) => {
      const database = openThrowAwayDatabase()
      database.sqlite.pragma('foreign_keys = off')
      const tallies = openTallies(database)
      for (const { quarter, tally } of rows) {
        tallies.saveTally(1, quarter, tally)
        tallies.saveTally(2, quarter + 1, { pressed: 1 })
      }
      const within = rows.filter(({ quarter }) => quarter >= from && quarter < to)
      expect(tallies.between(1, from, to).rows()).toEqual(inOrder(within))
      database.close()
    }),
    { numRuns: 25 },
  )
})

test('a tally that is cut short is refused, and not read for ever', () => {
  const tally = textOf({ quarter: 5, tally: { pressed: 1, served: 20 } })
  for (let length = 0; length < tally.length; length += 1) {
    const cut = tally.slice(0, length)
    const read = (text: string, rows: number) => () => readTallyText(Buffer.from(text), rows)
    expect(read(cut, 1), cut).toThrow('expected a tally, found')
    expect(read(`${tally}${cut}`, 2), cut).toThrow('expected a tally, found')
  }
})

test('a part of a table, and the sum of several, are those of their rows', () => {
  fc.assert(
    fc.property(rows, rows, fc.nat(60), fc.nat(60), (some, others, from, to) => {
      const isWithin = ({ quarter }: QuarterTally) => quarter >= from && quarter < to
      const tables = [some, others].map(rows => QuarterTable.of(rows))
      const whole = QuarterTable.sumOf(tables)
      const all = [...some, ...others]
      const byQuarter = Map.groupBy(all, ({ quarter }) => quarter)
      const expected = [...byQuarter].map(([quarter, rows]) => ({ quarter, tally: sumOf(rows) }))
      expect(whole.rows()).toEqual(inOrder(expected))
      expect(whole.between(from, to).rows()).toEqual(inOrder(expected.filter(isWithin)))
      expect(whole.between(from, to).sum()).toEqual(sumOf(all.filter(isWithin)))
    }),
  )
})

test('rows are summed up by whatever they have in common', () => {
  fc.assert(
    fc.property(rows, rows => {
      const table = QuarterTable.of(rows)
      const kinds = Array.from(table.quarters, quarter => quarter % 3)
      const byKind = Map.groupBy(rows, ({ quarter }) => quarter % 3)
      const expected = new Map([...byKind].map(([kind, rows]) => [kind, sumOf(rows)]))
      expect(table.sumsBy(kinds)).toEqual(expected)
    }),
  )
})
