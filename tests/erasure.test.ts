import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabaseToRead } from '../gateway/database/database.ts'
import { eraseRaw } from '../gateway/erasure.ts'
import { removePresence } from '../gateway/retention.ts'
import type { EventLine } from '../shared/logs.ts'
import { seededRandom } from '../simulator/random.ts'
import { aBoot, monday, toldBy } from './support/events.ts'
import { someBooks } from './support/gateway.ts'

const minute = 60_000
const hour = 60 * minute
const devices = ['desk', 'till', 'bakery']

/** Marks whatever is told of a time, in all the ways in which it is written down. */
const markOf = (device: string, n: number) => `mark-${device}-${n}-`

/** Two days of presses and visits of a few devices, arriving in any order and a few at a time. */
function someDays(presses: number): EventLine[][] {
  const random = seededRandom(7)
  const told = devices.flatMap(device => {
    const event = aBoot(`boot-${device}`)
    return Array.from({ length: presses }, (_, n) => {
      const kind = (['pressed', 'arrived', 'left'] as const)[n % 3] ?? 'pressed'
      const noted = { ...event(n * 5 * minute, { kind }), note: markOf(device, n) }
      return toldBy(device, noted)
    })
  })
  const after = aBoot('after')(48 * hour, { kind: 'pressed' })
  const shuffled = told.map(one => ({ one, key: random.next() }))
  shuffled.sort((one, other) => one.key - other.key)
  const batches: EventLine[][] = []
  while (shuffled.length > 0) {
    batches.push(shuffled.splice(0, 1 + Math.floor(random.next() * 40)).map(({ one }) => one))
  }
  return [...batches, [toldBy('till', after)]]
}

/** All that stands in the files of a data folder. */
const bytesIn = (folder: string) =>
  readdirSync(folder)
    .map(file => readFileSync(join(folder, file), 'latin1'))
    .join('')

/** Erases all that the desk told. */
function eraseDesk(books: ReturnType<typeof someBooks>) {
  const span = { from: monday, to: monday + 48 * hour }
  const spans = books.report.touchpoints('desk').map(point => ({ point, span }))
  return eraseRaw(books, spans, monday + 60 * hour)
}

const marksIn = (folder: string, device: string) =>
  bytesIn(folder).split(`mark-${device}-`).length - 1

test('what is erased stands in no file any more, whatever was done with it before', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  for (const [n, batch] of someDays(500).entries()) {
    await books.receive(batch)
    if (n % 20 === 0) books.settle()
  }
  await books.rebuild()
  for await (const removed of removePresence(books, monday + 12 * hour)) {
    expect(removed).toBeGreaterThan(0)
  }
  expect(marksIn(books.data, 'desk')).toBeGreaterThan(400)
  expect(await eraseDesk(books)).toEqual({ removed: expect.any(Number), kept: 0 })
  expect(marksIn(books.data, 'desk')).toBe(0)
  expect(marksIn(books.data, 'till')).toBeGreaterThan(400)
  expect(books.verified().faults).toEqual([])
})

test('while another program reads the database, what is erased is said to be there still', async () => {
  const books = someBooks({ sites: [{ id: 'hall' }] })
  for (const batch of someDays(100)) await books.receive(batch)
  const reader = openDatabaseToRead(books.data)
  onTestFinished(reader.close)
  reader.sqlite.exec('begin')
  reader.sqlite.prepare('select count(*) from events').get()
  await expect(eraseDesk(books)).rejects.toThrow('another program reads the database')
  expect(marksIn(books.data, 'desk')).toBeGreaterThan(0)
  reader.sqlite.exec('commit')
  expect(await eraseDesk(books)).toMatchObject({ removed: 0 })
  expect(marksIn(books.data, 'desk')).toBe(0)
})
