/* A process that only imports what the gateway imports: what its memory is compared to. */
import '@hono/node-server'
import '@hono/node-server/serve-static'
import '@hono/zod-openapi'
import 'aedes'
import 'ajv'
import 'better-sqlite3'
import 'commander'
import 'csv-stringify/sync'
import 'hono/compress'
import 'temporal-polyfill'
import 'zod'

console.log('{}')
setInterval(() => {}, 1000)
