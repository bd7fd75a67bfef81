/*
 * Fills the event log of a gateway with what remotes tell in days and months:
 *   node fill-log.ts <gateway.json> <events>
 * Prints the events a second, and until when the remotes told.
 */
import { openBooks } from '../../gateway/books.ts'
import { messageOf } from '../../gateway/message.ts'
import { GatewaySettings } from '../../gateway/settings.ts'
import { readSettingsFile } from '../../shared/settings-file.ts'
import { tellings } from './tellings.ts'

const devices = 50
const batch = 200
const travelMs = 30
const start = Date.UTC(2026, 0, 5)

const [config = '', events] = process.argv.slice(2)
const books = openBooks(readSettingsFile(config, GatewaySettings))
const remotes = Array.from({ length: devices }, (_, n) => ({
  device: `desk-${n + 1}`,
  told: tellings(`log-${n}`, start),
}))
const begun = performance.now()
let end = start
for (let stored = 0; stored < Number(events); stored += batch * devices) {
  const received: Promise<unknown>[] = []
  for (const { device, told } of remotes) {
    for (let n = 0; n < batch; n += 1) {
      const { value: event } = told.next()
      end = Math.max(end, event.at)
      const line = { site: 'bench', device, receivedAt: event.at + travelMs, event }
      received.push(books.ingest.receive(messageOf(line)))
    }
  }
  await Promise.all(received)
}
books.close()
const rate = Number(events) / ((performance.now() - begun) / 1000)
console.log(JSON.stringify({ rate, start, end }))
