import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { verify } from '../gateway/verify.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

/** A closed log of some rows with ten events each; the ends of one row are then changed. */
async function damaged(change: string): Promise<string[]> {
  const books = someBooks()
  const event = aBoot()
  for (let row = 0; row < 3; row += 1) {
    const told = Array.from({ length: 10 }, (_, n) =>
      toldBy('desk', event((row * 10 + n) * 1000, { kind: 'pressed' })),
    )
    await books.receive(told)
  }
  expect(books.verified()).toMatchObject({ events: 30, faults: [] })
  books.close()
  const database = new BetterSqlite3(join(books.data, 'gateway.sqlite'))
  expect(database.prepare(`update events set ${change}`).run().changes).toBe(1)
  database.close()
  return verify(books.data).faults
}

test.each([
  ['the newest row ends too early', 'last = 25 where id = 21', /^event 26 of .* was changed/],
  ['the newest row ends too late', 'last = 286 where id = 21', /^the log ends at 286; its newest/],
  ['a row ends too early', 'last = 15 where id = 11', /^event 16 of .* was changed/],
  ['a row ends before it begins', 'last = 4 where id = 11', /^event 11 of .* was changed/],
  ['a row reaches into the next', 'last = 22 where id = 11', /^events 11 to 22 .* reach into/],
])('a log whose rows do not fit together is found: %s', async (_name, change, fault) => {
  expect(await damaged(change)).toContainEqual(expect.stringMatching(fault))
})

test('an event that tells its kind twice is what it is taken for, and no connection', async () => {
  const books = someBooks()
  const twice = `{"v":1,"kind":"status","boot":"b","seq":1,"at":${monday},"up":5,"synced":true,"kind":"pressed","button":5,"heldMs":1}`
  await books.ingest.receive({
    topic: 'loyalty/1/hall/desk/event',
    from: { site: 'hall', device: 'desk' },
    payload: Buffer.from(twice),
    receivedAt: monday,
  })
  expect(books.verified()).toMatchObject({ events: 1, quarters: 1, faults: [] })
})
