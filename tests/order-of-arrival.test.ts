import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '../gateway/database/database.ts'
import type { EventLine } from '../shared/logs.ts'
import { simulateHistory } from '../simulator/history.ts'
import { profiles } from '../simulator/profile.ts'
import { monday } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const hour = 3_600_000

/** Three hours of one counter, in two boots. */
function someHours(): EventLine[] {
  const counter = { site: 'hall', device: 'counter-1', profile: profiles['help-desk'], seed: 7 }
  return [
    ...simulateHistory(counter, { from: monday, to: monday + 2 * hour }),
    ...simulateHistory({ ...counter, seed: 8 }, { from: monday + 2 * hour, to: monday + 3 * hour }),
  ]
}

/** Every tally, as it is stored. */
async function talliesAfter(batches: EventLine[][]): Promise<string> {
  const books = someBooks()
  for (const batch of batches) await books.receive(batch)
  books.close()
  const database = openDatabase(books.data)
  const rows = database.sqlite.prepare('select * from tallies order by device, quarter').all()
  database.close()
  return JSON.stringify(rows.map(sortKeys))
}

const sortKeys = (row: unknown) => {
  const { tally, ...place } = row as { tally: string }
  const counts = Object.entries(JSON.parse(tally) as object).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...place, counts }
}

test('the same events give the same tallies in whatever order, however often and late', async () => {
  const told = someHours()
  const inOrder = await talliesAfter([told])
  expect(inOrder).toContain('answer:')
  await fc.assert(
    fc.asyncProperty(shuffledBatches(told), async batches => {
      expect(await talliesAfter(batches)).toBe(inOrder)
    }),
    { numRuns: 25 },
  )
}, 60_000)

/** All events, some of them twice, in any order, in batches of any size. */
function shuffledBatches(told: EventLine[]): fc.Arbitrary<EventLine[][]> {
  const indexes = told.map((_, index) => index)
  return fc
    .record({
      order: fc.shuffledSubarray(indexes, { minLength: indexes.length }),
      again: fc.array(fc.constantFrom(...indexes), { maxLength: 50 }),
      size: fc.integer({ min: 1, max: 200 }),
    })
    .map(({ order, again, size }) => {
      const sent = [...order, ...again].flatMap(index => told[index] ?? [])
      const count = Math.ceil(sent.length / size)
      return Array.from({ length: count }, (_, n) => sent.slice(n * size, (n + 1) * size))
    })
}
