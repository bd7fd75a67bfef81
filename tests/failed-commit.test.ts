import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../gateway/database/database.ts'
import { openTables } from '../gateway/database/tables.ts'
import { eraseRaw } from '../gateway/erasure.ts'
import { startIngest } from '../gateway/ingest.ts'
import { type Message, messageOf } from '../gateway/message.ts'
import { removePresence } from '../gateway/retention.ts'
import { readPointHours } from '../gateway/served/point-hours.ts'
import { takeMessage } from '../gateway/served/till-messages.ts'
import { startTills } from '../gateway/served/tills.ts'
import { startSettling } from '../gateway/settling.ts'
import { startTallying } from '../gateway/tallying.ts'
import { openTouchpoints } from '../gateway/touchpoints.ts'
import { verify } from '../gateway/verify.ts'
import { topics } from '../shared/topics.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'
import { until } from './support/until.ts'

const hour = 3_600_000

function someIngest(folder = scratchFolder()) {
  const database = openDatabase(folder)
  onTestFinished(database.close)
  const tables = openTables(database)
  const tallying = startTallying(tables, openTouchpoints([]))
  const said: string[] = []
  const say = (text: string) => said.push(text)
  const settling = startSettling(database, tallying, say)
  const ingest = startIngest(database, tables, tallying.keepAtHand, say)
  return {
    database,
    tables,
    tallying,
    ingest,
    said,
    settle: settling.now,
    verified() {
      settling.now()
      return verify(folder)
    },
  }
}

test('a commit that fails in the middle leaves nothing behind, on disk or in memory', async () => {
  const { database, ingest, said, verified } = someIngest()
  const event = aBoot()
  const told = Array.from({ length: 400 }, (_, n) => {
    const device = n % 100 === 99 ? 'counter-2' : 'counter-1'
    return messageOf(toldBy(device, event(n * 5000, { kind: 'pressed' })))
  })
  const receive = (from: number, to: number) =>
    Promise.allSettled(told.slice(from, to).map(message => ingest.receive(message)))
  const stored = async (results: ReturnType<typeof receive>) =>
    (await results).filter(({ status }) => status === 'fulfilled').length

  expect(await stored(receive(0, 50))).toBe(50)
  const pages = Number(database.sqlite.pragma('page_count', { simple: true }))
  database.sqlite.pragma(`max_page_count = ${pages + 3}`)
  expect(await stored(receive(50, 400))).toBe(0)
  expect(ingest.trouble()).toContain('database or disk is full')
  database.sqlite.pragma('max_page_count = 1000000')

  expect(await stored(receive(50, 400))).toBe(350)
  expect([ingest.trouble(), ingest.duplicates()]).toEqual([null, 0])
  expect(said.at(-1)).toBe('storing again')
  expect(verified()).toMatchObject({ events: 400, faults: [] })
})

test('what waits for the disk when it ends is stored', async () => {
  const folder = scratchFolder()
  const { database, ingest } = someIngest(folder)
  const event = aBoot()
  const receive = (after: number) =>
    ingest.receive(messageOf(toldBy('counter-1', event(after, { kind: 'pressed' }))))
  const committed = receive(0)
  await setImmediate()
  const waiting = receive(60_000)
  ingest.commit()
  database.close()
  await Promise.all([committed, waiting])
  expect(verify(folder)).toMatchObject({ events: 2, faults: [] })
})

test('a press that could not be stored has no say in what the next one counts as', async () => {
  const { database, ingest, verified } = someIngest()
  const event = aBoot()
  const [first, lost, next] = [0, 20_000, 21_000].map(after =>
    messageOf(toldBy('counter-1', event(after, { kind: 'pressed' }))),
  ) as [Message, Message, Message]
  await ingest.receive(first)
  const fails = "begin select raise(abort, 'a broken disk'); end"
  database.sqlite.exec(`create temp trigger broken before update on boots ${fails}`)
  await expect(ingest.receive(lost)).rejects.toThrow('a broken disk')
  database.sqlite.exec('drop trigger broken')
  await ingest.receive(next)
  expect(verified()).toMatchObject({ events: 2, faults: [] })
  await ingest.receive(lost)
  expect(verified()).toMatchObject({ events: 3, faults: [] })
})

test('when the numbers cannot be written they stand still, say so, and catch up later', async () => {
  const { database, ingest, said, settle, verified } = someIngest()
  const event = aBoot()
  await ingest.receive(messageOf(toldBy('counter-1', event(0, { kind: 'pressed' }))))
  const fails = "begin select raise(abort, 'a broken disk'); end"
  database.sqlite.exec(`create temp trigger broken before insert on tallies ${fails}`)
  settle()
  settle()
  expect(said).toEqual(['cannot count events (a broken disk); the numbers stand still'])
  await ingest.receive(messageOf(toldBy('counter-1', event(60_000, { kind: 'pressed' }))))
  database.sqlite.exec('drop trigger broken')
  expect(verified()).toMatchObject({ events: 2, quarters: 1, uncounted: 0, faults: [] })
})

/** The presses of three remotes, more of the first than are counted at once. */
async function receiveMany({ ingest }: ReturnType<typeof someIngest>, boot = 'first') {
  const told = ['counter-1', 'counter-2', 'counter-3'].flatMap((device, index) => {
    const event = aBoot(boot)
    return Array.from({ length: [1500, 3, 2][index] ?? 0 }, (_, n) =>
      messageOf(toldBy(device, event(n * 60_000, { kind: 'pressed' }))),
    )
  })
  await Promise.all(told.map(message => ingest.receive(message)))
}

test('wherever counting is broken off, it goes on there, and nothing is counted twice', async () => {
  for (const slices of [1, 2, 3, 4]) {
    const folder = scratchFolder()
    const first = someIngest(folder)
    await receiveMany(first)
    for (let n = 0; n < slices; n += 1) {
      first.database.write(() => first.tallying.countSlice(10_000, 1000))
    }
    expect(first.tallying.isInRound()).toBe(slices < 4)
    expect(verify(folder)).toMatchObject({ events: 1505, faults: [] })
    first.database.close()
    const second = someIngest(folder)
    expect(second.verified()).toMatchObject({ events: 1505, uncounted: 0, faults: [] })
    await receiveMany(second, 'second')
    expect(second.verified()).toMatchObject({ events: 3010, uncounted: 0, faults: [] })
  }
})

test('a slice that fails takes back no other', async () => {
  const some = someIngest()
  await receiveMany(some)
  const { database, tallying, said, settle, verified } = some
  database.write(() => tallying.countSlice(10_000, 1000))
  const fails = "begin select raise(abort, 'a broken disk'); end"
  database.sqlite.exec(`create temp trigger broken before insert on tallies ${fails}`)
  settle()
  expect(said).toEqual(['cannot count events (a broken disk); the numbers stand still'])
  database.sqlite.exec('drop trigger broken')
  expect(verified()).toMatchObject({ events: 1505, uncounted: 0, faults: [] })
})

test('an event that cannot be counted is passed over as soon as the disk takes that', async () => {
  const { database, ingest, tables, said, settle } = someIngest()
  const event = aBoot()
  await ingest.receive(messageOf(toldBy('counter-1', event(0, { kind: 'pressed' }))))
  const { add } = tables.facts
  tables.facts.add = () => {
    throw new Error('nobody can count this')
  }
  const fails = "begin select raise(abort, 'a broken disk'); end"
  database.sqlite.exec(`create temp trigger broken before insert on notes ${fails}`)
  settle()
  expect(said).toEqual(['cannot count events (a broken disk); the numbers stand still'])
  database.sqlite.exec('drop trigger broken')
  settle()
  expect(said.at(-1)).toContain('could not be counted: Error: nobody can count this')
  tables.facts.add = add
  await ingest.receive(messageOf(toldBy('counter-1', event(60_000, { kind: 'pressed' }))))
  settle()
  expect(tables.tallies.sum(1, 0, 1e9)).toMatchObject({ pressed: 1 })
})

test('what could not be removed is not taken for removed', async () => {
  const books = someBooks()
  const event = aBoot()
  const told = (['started', 'arrived', 'left', 'pressed'] as const).map((kind, n) =>
    toldBy('desk', event(n * hour, { kind })),
  )
  await books.receive(told)
  const lastMoment = monday + 3 * hour
  const disk = new BetterSqlite3(join(books.data, 'gateway.sqlite'))
  onTestFinished(() => void disk.close())
  const fails = "begin select raise(abort, 'a broken disk'); end"
  disk.exec(`create trigger broken before insert on horizons ${fails}`)
  const remove = async () => {
    const all: number[] = []
    for await (const removed of removePresence(books, lastMoment)) all.push(removed)
    return all
  }
  await expect(remove()).rejects.toThrow('a broken disk')
  disk.exec('drop trigger broken')
  await books.receive([toldBy('desk', event(4 * hour, { kind: 'pressed' }))])
  expect(books.verified()).toMatchObject({ events: 5, faults: [] })
  expect(await remove()).toEqual([2])
  expect(books.verified()).toMatchObject({ events: 3, faults: [] })
})

test('a count by other settings that fails is taken up again', async () => {
  const books = someBooks()
  await books.receive([toldBy('desk', aBoot()(0, { kind: 'pressed' }))])
  books.settle()
  const disk = new BetterSqlite3(join(books.data, 'gateway.sqlite'))
  onTestFinished(() => void disk.close())
  const fails = "begin select raise(abort, 'a broken disk'); end"
  disk.exec(`create trigger broken before update on counted ${fails}`)
  const opening = { mon: '20:00-21:00' }
  await books.enter([{ id: 'hall', touchpoints: [{ id: 'desk', opening }] }], 0)
  expect(books.settings.isCounted()).toBe(false)
  const [point] = books.report.touchpoints('desk')
  const span = { from: monday - 86_400_000, to: monday + 86_400_000 }
  const erasing = eraseRaw(books, point ? [{ point, span }] : [], span.to)
  await expect(erasing).rejects.toThrow('expected everything to be counted by the newest settings')
  expect(books.log.storedAt([1])).toHaveLength(1)
  disk.exec('drop trigger broken')
  await until('it is counted by the new settings', books.settings.isCounted)
  expect(books.verified().faults).toEqual([])
})

test('a sale that could not be stored is not taken, and can be told again', async () => {
  const folder = scratchFolder()
  const database = openDatabase(folder)
  onTestFinished(database.close)
  const tables = openTables(database)
  const tills = startTills(database, tables, readPointHours(openTouchpoints([])), () => {})
  const payload = Buffer.from(JSON.stringify({ touchpoint: 'counter-1', id: '1', at: monday }))
  const from = { site: 'hall', device: 'till-1' }
  const message = { topic: topics.served('hall', 'till-1'), from, payload, receivedAt: monday }
  const points = [openTouchpoints([]).at('hall', 'counter-1', monday)]
  const tell = () => takeMessage(message, { tills, rejections: tables.rejections }, points)
  const fails = "begin select raise(abort, 'a broken disk'); end"
  database.sqlite.exec(`create temp trigger broken before insert on served_quarters ${fails}`)
  await expect(tell()).rejects.toThrow('a broken disk')
  expect(tables.sales.storedAfter(0, 10)).toEqual([])
  database.sqlite.exec('drop trigger broken')
  await tell()
  expect(tables.servedQuarters.between('hall/counter-1', 0, Number.MAX_SAFE_INTEGER)).toMatchObject(
    [{ till: 1 }],
  )
})
