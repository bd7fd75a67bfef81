import { expect, test } from 'vitest'
import { readThreshold } from '../gateway/thresholds.ts'

test('thresholds are given one after the other, the last one of a name holds', () => {
  const [first, second, third] = ['holdOffMs=5000', 'graceMs=0', 'holdOffMs=1']
  expect(readThreshold(third, readThreshold(second, readThreshold(first)))).toEqual({
    holdOffMs: 1,
    graceMs: 0,
  })
})

test.each([
  ['foo=1', 'expected one of graceMs, correctionMs, holdOffMs, '],
  ['foo=1', ', found foo'],
  ['holdOffMs', 'at holdOffMs, found nothing'],
  ['holdOffMs=5=6', 'at holdOffMs, found 5=6'],
  ['graceMs=ten', 'expected a whole number → at graceMs, found ten'],
  ['graceMs=2.5', 'at graceMs, found 2.5'],
  ['graceMs=-1', 'expected number to be >=0 → at graceMs, found -1'],
  ['mashingPresses=1', 'expected number to be >=2 → at mashingPresses, found 1'],
])('%s is refused: %s', (text, problem) => {
  expect(() => readThreshold(text)).toThrow(problem)
})
