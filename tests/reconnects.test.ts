import { expect, test } from 'vitest'
import { runToEnd } from './support/child.ts'

const mostBytes = 20_000_000

test('a thousand reconnects to an Arduino leak less than 20 MB', async () => {
  const told = await runToEnd('--expose-gc', 'tests/support/reconnecting-board.ts', '1000')
  const { times, heapBytes, residentBytes } = JSON.parse(told)
  expect(times).toBe(1000)
  expect(heapBytes).toBeLessThan(mostBytes)
  expect(residentBytes).toBeLessThan(mostBytes)
}, 90_000)
