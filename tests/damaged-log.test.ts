import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openBooks } from '../gateway/books.ts'
import { aConnection } from '../gateway/counting/told.ts'
import { removePresence } from '../gateway/retention.ts'
import { verify } from '../gateway/verify.ts'
import { openSqlite, openSqliteToRead } from '../shared/sqlite.ts'
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

/** A closed log of two devices, one of them without a clock and with a hole; then it is changed. */
async function changed(sql: string): Promise<string[]> {
  const books = someBooks()
  const [clocked, clockless] = [aBoot('a'), aBoot('b')]
  await books.receive([
    { ...toldBy('desk', clocked(0, { kind: 'started' })), receivedAt: monday + 5 },
    toldBy('desk', clocked(60_000, { kind: 'pressed' })),
  ])
  const told = [1, 2, 3].map(minute => clockless(minute * 60_000, { kind: 'pressed' }))
  const unset = told.map(event => toldBy('till', { ...event, synced: false }))
  await books.receive(unset.filter((_, n) => n !== 1))
  const connected = aConnection('a', true, monday + 10)
  books.ingest.connection({ site: 'hall', device: 'desk' }, connected)
  expect(books.verified()).toMatchObject({ events: 4, faults: [] })
  books.close()
  const database = openSqlite(join(books.data, 'gateway.sqlite'))
  expect(database.prepare(sql).run().changes).toBe(1)
  database.close()
  return verify(books.data).faults
}

test.each([
  [
    `received = '[[2,3]]' where boot = 'a'`,
    /^hall\/desk boot a: expected received \[\[1,2\]\], found/,
  ],
  [
    `received = '[[1,2]]' where boot = 'b'`,
    /^hall\/till boot b: expected received \[\[1,1\],\[3,3\]\]/,
  ],
  [`since = since + 1 where boot = 'a'`, /^hall\/desk boot a: expected since \d+5, found \d+6$/],
  [`last_up = 1 where boot = 'a'`, /^hall\/desk boot a: expected lastUp 60000, found 1$/],
  [`start_at = 1 where boot = 'b'`, /^hall\/till boot b: expected start \d+, found 1$/],
  [`end_at = 1 where boot = 'a'`, /^hall\/desk boot a: expected end \d+, found 1$/],
  [
    `connected = null where boot = 'a'`,
    /^hall\/desk boot a: expected connected \d+10, found null$/,
  ],
  [`clocked = 1 where boot = 'b'`, /^hall\/till boot b: expected clocked 0, found 1$/],
  [`unclocked = 1 where boot = 'b'`, /^hall\/till boot b: expected unclocked 2, found 1$/],
])('what is known of a boot is what its events say: %s', async (change, fault) => {
  expect(await changed(`update boots set ${change}`)).toContainEqual(expect.stringMatching(fault))
})

test.each([
  [
    'knots set start_us = 1 where knot = 0',
    /^knots of hall\/till, 2 0: expected \d+ \d+, found 1 /,
  ],
  [
    'facts set boot = 1 where boot = 2',
    /^facts of hall\/till, \d+: expected .* boot 2, found .* boot 1/,
  ],
  [
    `counted_by set rules = replace(rules, '3000', '3001') where device = 1`,
    /^hall\/desk was counted/,
  ],
])('what was found out about times, and by which rules, is derived anew: %s', async (change, fault) => {
  expect(await changed(`update ${change}`)).toContainEqual(expect.stringMatching(fault))
})

test.each([
  ['received', '[[2,5]]', '[[1,5]]'],
  ['clocked', '3', '4'],
  ['unclocked', '1', '0'],
  ['last_up', '1', '180000'],
])('where visits were removed, %s of a boot is not %s', async (column, found, expected) => {
  const books = someBooks()
  const event = aBoot('a')
  const kinds = ['started', 'arrived', 'pressed', 'pressed'] as const
  await books.receive(kinds.map((kind, n) => toldBy('desk', event(n * 60_000, { kind }))))
  for await (const _ of removePresence(books, monday + 24 * 3_600_000));
  expect(books.verified()).toMatchObject({ events: 3, faults: [] })
  books.close()
  const database = openSqlite(join(books.data, 'gateway.sqlite'))
  database.exec(`update boots set ${column} = '${found}'`)
  database.close()
  const fault = `expected ${column === 'last_up' ? 'lastUp' : column} ${expected}, found`
  expect(verify(books.data).faults.join()).toContain(fault)
})

/** A closed log of which a byte is changed, a bit in it, in the first cell of a table or index. */
async function damagedFile(part: string, at: number) {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  await books.receive([toldBy('desk', aBoot()(0, { kind: 'pressed' }))])
  books.close()
  const path = join(books.data, 'gateway.sqlite')
  const database = openSqliteToRead(path)
  const page = database
    .prepare<[string], number>('select rootpage from sqlite_schema where name = ?')
    .pluck()
    .get(part)
  database.close()
  const bytes = readFileSync(path)
  const place = ((page ?? 0) - 1) * 4096 + at
  bytes[place] = (bytes[place] ?? 0) ^ 64
  writeFileSync(path, bytes)
  return books.data
}

test('a file that is damaged where nothing is derived from is found too', async () => {
  const data = await damagedFile('sqlite_autoindex_devices_1', 8)
  expect(verify(data).faults[0]).toMatch(/^the database is damaged: .*page \d+/)
})

function mistypeSettings(data: string) {
  const database = openSqlite(join(data, 'gateway.sqlite'))
  database.exec(`update settings set sites = replace(sites, 'timeZone', 'tineZone')`)
  database.close()
}

test('stored settings that are none are named', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  books.close()
  mistypeSettings(books.data)
  const problem = /could not read version 1 of the stored settings: Unrecognized key: "tineZone"/
  expect(() => verify(books.data)).toThrow(problem)
  expect(() => openBooks({ data: books.data })).toThrow(problem)
})

test('where something cannot be read, all that was found before is told', async () => {
  const data = await damagedFile('sqlite_autoindex_devices_1', 8)
  mistypeSettings(data)
  expect(() => verify(data)).toThrow(
    /^the database is damaged: .*\ncould not verify all of .*tineZone/s,
  )
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
