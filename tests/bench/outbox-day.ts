import { readFileSync } from 'node:fs'
import { heartbeatMs } from '../../firmware/heartbeat.ts'
import { openOutbox } from '../../firmware/outbox.ts'
import type { RemoteFact } from '../../shared/events.ts'

/** Tells a day of customers to an outbox, and prints how many bytes went to the disk. */
const [folder = '', customers = '500'] = process.argv.slice(2)
const answering = 0.6

const heartbeat: RemoteFact = {
  kind: 'heartbeat',
  up: 86_400_000,
  pressed: [40, 40, 40, 40, 140],
  visits: 500,
  waiting: 0,
  rangefinder: 'ok',
  battery: null,
}

function* aDay(): Generator<RemoteFact> {
  const day = 24 * 3_600_000
  for (let up = 0; up < day; up += heartbeatMs) yield heartbeat
  for (let visit = 1; visit <= Number(customers); visit += 1) {
    yield { kind: 'arrived', up: day, visit }
    if (visit <= Number(customers) * answering) {
      yield { kind: 'pressed', up: day, button: 5, heldMs: 120 }
    }
    yield { kind: 'left', up: day, visit, stayMs: 40_000, nearestMm: 500 }
  }
}

function written() {
  const counts = readFileSync('/proc/self/io', 'utf8')
  const of = (name: string) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(counts)?.[1])
  return { asked: of('wchar'), stored: of('write_bytes') }
}

const outbox = openOutbox(folder)
const before = written()
let events = 0
for (const fact of aDay()) {
  outbox.tell(fact, { at: Date.now(), synced: true })
  events += 1
  const newest = outbox.after(0, 50).at(-1)
  if (newest) outbox.acknowledge(newest.position)
}
outbox.close()
const after = written()
console.log(
  JSON.stringify({
    events,
    askedBytes: after.asked - before.asked,
    storedBytes: after.stored - before.stored,
  }),
)
