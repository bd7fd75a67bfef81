import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importLog } from '../gateway/import.ts'
import { aBoot } from './support/events.ts'
import { someBooks } from './support/gateway.ts'
import { scratchFolder } from './support/scratch.ts'

/** Imports lines as another program wrote them. */
async function imported(...lines: string[]) {
  const books = someBooks()
  const path = join(scratchFolder(), 'log.ndjson')
  writeFileSync(path, ['{"log":"loyalty-events","v":1}', ...lines, ''].join('\n'))
  const said: string[] = []
  const counts = await importLog(path, books, text => said.push(text))
  return { ...counts, said, path, stored: books.verified() }
}

const event = aBoot()
const press = () => JSON.stringify(event(0, { kind: 'pressed' }))
const from = '"device":"desk","receivedAt":1772438400005,"site":"hall"'

test('a log whose lines have their fields in another order is imported', async () => {
  const { said, entries, badLines, stored } = await imported(
    `{${from},"event":${press()}}`,
    `{"event" : ${press()}, ${from}}`,
    `{"site":"hall","device":"desk","receivedAt":1772438400005,"event":${press()},"more":{}}`,
  )
  expect(said).toEqual([])
  expect({ entries, badLines }).toEqual({ entries: 3, badLines: 0 })
  expect(stored).toMatchObject({ events: 3, faults: [] })
})

test('what is no event to the gateway is a bad line, which says why', async () => {
  const deep = `${'['.repeat(150)}${']'.repeat(150)}`
  const odd = press().replace('{', `{"extra":${deep},`)
  const { said, path, entries, badLines, stored } = await imported(`{"event":${odd},${from}}`)
  expect(said).toEqual([`${path}:2: expected at most 100 brackets in an event`])
  expect({ entries, badLines }).toEqual({ entries: 0, badLines: 1 })
  expect(stored.events).toBe(0)
})
