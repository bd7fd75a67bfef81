import { expect, test } from 'vitest'
import { csvOf } from '../gateway/console/frame/csv.ts'
import { ceilingOf, type Line, scaleOf } from '../gateway/console/trends/trend.ts'

const aLine = (changes: Partial<Line>): Line => ({
  name: 'supportIndex',
  values: [],
  bands: [],
  possible: [],
  ...changes,
})

test('lines that stand side by side have one scale, and another index has its own', () => {
  const support = aLine({ values: [0.2, null] })
  const critical = aLine({ name: 'criticalShare', values: [0.5] })
  const csat = aLine({ name: 'csat', possible: [[0.1, 0.9]], values: [null] })
  const all = [support, critical, csat, aLine({ name: 'nps', possible: [[-20, 70]] })]
  expect(scaleOf(all, [support, critical])).toEqual([0, 0.6])
  expect(scaleOf(all, [csat])).toEqual([0, 1])
  expect(scaleOf(all, [aLine({ name: 'nps' })])).toEqual([-100, 100])
})

test('a scale ends at a number that is easily halved', () => {
  expect([0, 0.34, 0.61, 1, 7, 822, 1001].map(ceilingOf)).toEqual([0.1, 0.4, 0.8, 1, 8, 1000, 2000])
})

test('a table is told as CSV: unknown is empty, and nothing is run by a spreadsheet', () => {
  expect(
    csvOf([
      ['name', 'n'],
      ['a "b", c', null],
      ['=1+1', -0.5],
    ]),
  ).toBe('name,n\r\n"a ""b"", c",\r\n\'=1+1,-0.5\r\n')
})
