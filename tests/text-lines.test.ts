import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLines } from '../firmware/text-lines.ts'

test('a line tells metres', () => {
  expect(distancesIn(['1.21\r\n', '0.8\n', '12\r\n'])).toEqual([1210, 800, 12_000])
})

test('nothing seen is a reading without a distance', () => {
  expect(distancesIn(['0.00\r\n', '-1\r\n'])).toEqual([null, null])
})

test('noise costs the line that it hits, and no other', () => {
  expect(distancesIn(['1.21\r\n', '1.x3\r\n', '\u00ff'.repeat(1000), '9\n', '1.22\r\n'])).toEqual([
    1210, 1220,
  ])
})

test('noise without an end fills no memory', () => {
  let rest = ''
  for (let n = 0; n < 100; n += 1) rest = readLines(rest, 'x'.repeat(1000)).rest
  expect(rest.length).toBeLessThan(100)
})

test('however the text is cut, its readings are the same', () => {
  const lines = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 1200 }).map(cm => `${(cm / 100).toFixed(2)}\r\n`),
      fc.string(),
    ),
  )
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 9 }), (parts, length) => {
      const text = parts.join('')
      const chunks = text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? []
      expect(distancesIn(chunks)).toEqual(distancesIn([text]))
    }),
  )
})

function distancesIn(chunks: string[]): (number | null)[] {
  let rest = ''
  return chunks.flatMap(chunk => {
    const lines = readLines(rest, chunk)
    rest = lines.rest
    return lines.readings.map(({ mm }) => mm)
  })
}
