import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBooks } from '../gateway/books.ts'
import { messageOf } from '../gateway/message.ts'
import { removePresence } from '../gateway/retention.ts'
import { verify } from '../gateway/verify.ts'
import type { EventLine } from '../shared/logs.ts'
import { openSqlite, openSqliteToRead } from '../shared/sqlite.ts'
import { simulateHistory } from '../simulator/history.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const hour = 3_600_000
const desks = ['desk-1', 'desk-2', 'desk-3', 'desk-4', 'desk-5']

/** What a device without a clock tells, a minute of its own apart, when it is back at a moment. */
function toldLate(device: string, minutes: number[], back: number): EventLine[] {
  const clockless = aBoot(`${device}-lost`)
  return minutes.map((minute, n) => {
    const event = clockless(minute * 60_000, { kind: 'pressed' })
    return { site: 'hall', device, receivedAt: back + n, event: { ...event, at: n, synced: false } }
  })
}

/** A few hours of some devices: presence that was removed, a hole, times that nobody knows. */
async function someHours() {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  for (const [seed, device] of desks.entries()) {
    const counter = { site: 'hall', device, profile: 'steady' as const, seed }
    await books.receive([...simulateHistory(counter, { from: monday, to: monday + 3 * hour })])
  }
  for await (const _ of removePresence(books, monday + hour));
  const [first, _lost, ...others] = toldLate('desk-6', [0, 1, 2, 40], monday + 2 * hour)
  await books.receive([...(first ? [first] : []), ...others])
  const next = aBoot('next')
  await books.receive([
    ...toldLate('desk-7', [5], monday + 3 * hour),
    toldBy('desk-7', next(4 * hour, { kind: 'pressed' })),
  ])
  return books
}

/** The books in a folder, and what they have to say. */
function reopened(data: string) {
  const said: string[] = []
  return { books: openBooks({ data }, text => said.push(text)), said }
}

const derived = [
  'select device, quarter, tally from tallies order by 1, 2',
  'select device, quarter, entries, counter from counted order by 1, 2',
  'select * from knots order by 1, 2',
  'select * from late_boots order by 1',
  'select * from holes order by 1, 2',
  'select * from untimed order by 1',
  'select * from counted_by order by 1',
  'select device, quarter, boot, count(*) from facts, json_each(facts) group by 1, 2, 3',
]

function derivedIn(folder: string) {
  const sqlite = openSqliteToRead(join(folder, 'gateway.sqlite'))
  const rows = derived.map(select => sqlite.prepare(select).all())
  sqlite.close()
  return rows
}

test.each([2, 3])('in %i shares all is counted as by one', async shares => {
  const { data, close } = await someHours()
  close()
  const { books, said } = reopened(data)
  await books.rebuild(1)
  const byOne = derivedIn(data)
  expect(derived.filter((_, n) => byOne[n]?.length === 0)).toEqual([])
  await books.rebuild(shares)
  expect(derivedIn(data)).toEqual(byOne)
  expect(verify(data)).toMatchObject({ uncounted: 0, faults: [] })
  const later = toldBy('desk-2', aBoot('later')(5 * hour, { kind: 'pressed' }))
  await books.ingest.receive(messageOf(later))
  books.close()
  expect(verify(data)).toMatchObject({ uncounted: 0, faults: [] })
  expect(said).toEqual([])
})

test('what arrives while shares are counted is counted once', async () => {
  const { data, close } = await someHours()
  close()
  const { books, said } = reopened(data)
  let isDone = false
  const rebuilt = books.rebuild(2).then(() => {
    isDone = true
  })
  const boots = desks.map(device => ({ device, tell: aBoot('meanwhile') }))
  for (let n = 0; !isDone; n += 1) {
    for (const { device, tell } of boots) {
      const press = toldBy(device, tell(3 * hour + n * 60_000, { kind: 'pressed' }))
      await books.ingest.receive(messageOf(press))
    }
    books.settle()
  }
  await rebuilt
  books.close()
  expect(verify(data)).toMatchObject({ uncounted: 0, faults: [] })
  expect(said).toEqual([])
})

test('what belongs to no quarter-hour, and only a rebuild found, is told of at once', async () => {
  const { data, devices, untimed, settle, close } = await someHours()
  settle()
  const { id: desk } = devices.enter('hall', 'desk-7')
  const known = untimed.within(desk, 0, monday + 5 * hour)
  close()
  const sqlite = openSqlite(join(data, 'gateway.sqlite'))
  sqlite.exec('delete from untimed')
  sqlite.close()
  const { books } = reopened(data)
  await books.rebuild(2)
  expect(books.untimed.within(desk, 0, monday + 5 * hour)).toEqual(known)
  expect(known).toHaveLength(1)
  books.close()
})

const sharesIn = (folder: string) => readdirSync(folder).filter(name => name.startsWith('share'))

test('shares that a killed process left behind are removed, and others leave none', async () => {
  const { data, close } = await someHours()
  close()
  writeFileSync(join(data, 'share-7.sqlite'), 'half a database')
  const { books } = reopened(data)
  expect(sharesIn(data)).toEqual([])
  await books.rebuild(2)
  expect(sharesIn(data)).toEqual([])
  books.close()
})

test('where shares cannot be counted, all is counted by one', async () => {
  const { data, close } = await someHours()
  close()
  const { books, said } = reopened(data)
  mkdirSync(join(data, 'share-1.sqlite'))
  const before = derivedIn(data)
  await books.rebuild(2)
  books.close()
  expect(derivedIn(data)).toEqual(before)
  expect(said).toEqual([expect.stringMatching(/^counting one device after the other: /)])
})
