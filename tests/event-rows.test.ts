import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const told = () => {
  const [one, other] = [aBoot('one'), aBoot('other')]
  return [
    toldBy('desk', one(0, { kind: 'started' })),
    toldBy('desk', one(1000, { kind: 'arrived' })),
    toldBy('door', { ...other(1500, { kind: 'heartbeat' }), at: monday, synced: false }),
    toldBy('desk', one(2000, { kind: 'pressed' })),
    toldBy('desk', one(9000, { kind: 'left' })),
  ]
}

test('what one commit brings stands in one row, in the order in which it came', async () => {
  const books = someBooks()
  await books.receive(told())
  const stored = [...books.log.loggedAfter(0)].flat()
  expect(stored.map(({ json }) => JSON.parse(json))).toEqual(told().map(({ event }) => event))
  expect(stored.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5])
  expect(rowsOf(books.data).all()).toMatchObject([{ id: 1, last: 5 }])
})

test('what comes at once in great number stands in rows of 64', async () => {
  const books = someBooks()
  const one = aBoot('one')
  const many = Array.from({ length: 130 }, (_, n) => one(1000 * n, { kind: 'pressed' }))
  await books.receive(many.map(event => toldBy('desk', event)))
  expect(rowsOf(books.data).all()).toMatchObject([
    { id: 1, last: 64 },
    { id: 65, last: 128 },
    { id: 129, last: 130 },
  ])
  const stored = [...books.log.loggedAfter(0)].flat()
  expect(stored.map(({ json }) => JSON.parse(json))).toEqual(many)
})

test('whichever byte of a row the disk changes, one event is spoilt and all others are read', async () => {
  const books = someBooks()
  await books.receive(told())
  const [row] = rowsOf(books.data).all()
  if (!row) throw new Error('expected a row')
  const sound = JSON.stringify(books.log.storedAfter(0, 9))
  const isSound = (one: object) => sound.includes(JSON.stringify(one))
  const { update } = rowsOf(books.data)
  const wrong: object[] = []
  let changes = 0
  for (let at = 0; at < row.told.length; at += 1) {
    for (const to of ['\n', ' ', '7', '{', '-', 'x']) {
      if (row.told[at] === to) continue
      update(`${row.told.slice(0, at)}${to}${row.told.slice(at + 1)}`)
      const { stored, last } = books.log.storedAfter(0, 9)
      if (stored.length !== 4 || !stored.every(isSound) || last !== 5)
        wrong.push({ at, to, stored })
      changes += 1
    }
  }
  expect(wrong).toEqual([])
  expect(changes).toBeGreaterThan(2000)
})

test('an event is found by its place when others of its row were removed', async () => {
  const books = someBooks()
  await books.receive(told())
  const { stored } = books.log.storedAfter(0, 9)
  books.log.remove(stored.filter(({ id }) => id === 1 || id === 4))
  expect(books.log.storedAfter(0, 9)).toEqual({
    stored: stored.filter(({ id }) => id !== 1 && id !== 4),
    last: 5,
  })
  expect(books.log.storedAt([5, 4, 2])).toEqual(stored.filter(({ id }) => id === 2 || id === 5))
  expect(books.log.storedAfter(2, 1)).toEqual({ stored: [stored[2]], last: 3 })
})

function rowsOf(data: string) {
  const database = new BetterSqlite3(join(data, 'gateway.sqlite'))
  onTestFinished(() => void database.close())
  database.pragma('synchronous = off')
  const select = database.prepare<[], { id: number; last: number; told: string }>(
    'select * from events',
  )
  const update = database.prepare<[string]>('update events set told = ?')
  return { all: () => select.all(), update: (told: string) => update.run(told) }
}
