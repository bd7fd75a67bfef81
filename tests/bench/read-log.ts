/*
 * Counts a whole event log anew, and only reads it, in one process:
 *   node read-log.ts <gateway.json>
 * Prints the events a second of both. What is read has a row for each event with a column for each
 * thing that the log keeps of it: the gateway's own rows hold many events each.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { openBooks } from '../../gateway/books.ts'
import { openReading } from '../../gateway/reading.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { readSettingsFile } from '../../shared/settings-file.ts'
import { openSqlite, openSqliteToRead } from '../../shared/sqlite.ts'

const [config = ''] = process.argv.slice(2)
const settings = readSettingsFile(config, GatewaySettings)
/** Of so many starts of remotes a log tells, about. */
const boots = 100
const path = join(settings.data, 'a-row-each.sqlite')

function writeRows() {
  const reading = openReading(settings)
  const database = openSqlite(
    path,
    `create table events (id integer primary key, boot integer, received_at integer,
       checksum integer, told text)`,
  )
  const insert = database.prepare('insert into events values (?, ?, ?, ?, ?)')
  database.transaction(() => {
    for (const page of reading.tables.log.loggedAfter(0)) {
      for (const { id, receivedAt, json } of page) {
        insert.run(id, id % boots, receivedAt, crc32(json), json)
      }
    }
  })()
  database.close()
  reading.close()
}

function readRows(): number {
  const database = openSqliteToRead(path)
  let rows = 0
  for (const _ of database.prepare('select * from events').iterate()) rows += 1
  database.close()
  return rows
}

async function rebuild() {
  const books = openBooks(settings)
  await books.rebuild()
  // What is counted only when somebody asks is asked for.
  for (const point of books.report.touchpoints()) books.report.everything(point)
  books.close()
}

async function secondsOf(work: () => unknown): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

writeRows()
// Once before it counts: both then find the file in memory, as far as there is memory.
const rows = readRows()
const read = rows / (await secondsOf(readRows))
const rebuilt = rows / (await secondsOf(rebuild))
rmSync(path)
console.log(JSON.stringify({ rows, read, rebuilt }))
