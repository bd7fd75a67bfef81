/*
 * Answers over HTTP with as many rows of tallies as a report sums up, found by their primary key:
 *   node row-server.ts <gateway.sqlite>
 * Asked as /?device=<name>&from=<quarter>&to=<quarter>. Prints its port.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openSqliteToRead } from '../../shared/sqlite.ts'

const [path = ''] = process.argv.slice(2)
const database = openSqliteToRead(path)
const select = database.prepare(
  `select * from tallies where quarter >= ? and quarter < ?
   and device = (select id from devices where device = ?)`,
)
const server = createServer((request, response) => {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams
  const rows = select.all(Number(asked.get('from')), Number(asked.get('to')), asked.get('device'))
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ rows: rows.length }))
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: { http: (server.address() as AddressInfo).port } }))
})
