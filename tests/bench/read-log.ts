/*
 * Counts a whole event log anew, and only reads its rows, in one process:
 *   node read-log.ts <gateway.json>
 * Prints the events a second of both.
 */
import { join } from 'node:path'
import { openBooks } from '../../gateway/books.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { readSettingsFile } from '../../shared/settings-file.ts'
import { openSqliteToRead } from '../../shared/sqlite.ts'

const [config = ''] = process.argv.slice(2)
const settings = readSettingsFile(config, GatewaySettings)

function readRows(): number {
  const database = openSqliteToRead(join(settings.data, 'gateway.sqlite'))
  let rows = 0
  for (const _ of database.prepare('select * from events').iterate()) rows += 1
  database.close()
  return rows
}

function rebuild() {
  const books = openBooks(settings)
  books.rebuild()
  // What is counted only when somebody asks is asked for.
  for (const point of books.report.touchpoints()) books.report.everything(point)
  books.close()
}

function secondsOf(work: () => void): number {
  const begun = performance.now()
  work()
  return (performance.now() - begun) / 1000
}

// Once before it counts: both then find the file in memory, as far as there is memory.
const rows = readRows()
const read = rows / secondsOf(readRows)
const rebuilt = rows / secondsOf(rebuild)
console.log(JSON.stringify({ rows, read, rebuilt }))
