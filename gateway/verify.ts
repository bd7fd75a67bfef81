import { createHash, type Hash } from 'node:crypto'
import { deriveTallies } from './counting/derive.ts'
import { quarterMs } from './counting/quarter.ts'
import { countIn } from './counting/seq-ranges.ts'
import type { Tally } from './counting/tally.ts'
import type { Device } from './database/devices.ts'
import { checksum } from './database/event-log.ts'
import type { Tables } from './database/tables.ts'
import { factsOf } from './facts.ts'
import type { Touchpoints } from './touchpoints.ts'

export interface Verified {
  events: number
  quarters: number
  /** SHA-256 of all tallies as derived from the event log: equal logs and rules, equal hashes. */
  sha256: string
  /** One sentence per thing that is not as it should be. */
  faults: string[]
}

/** So many faults are named; what is that broken needs its backup, not a longer list. */
const mostFaults = 100

/** Reads the whole event log, derives everything anew, and compares it with what is stored. */
export function verify(tables: Tables, touchpoints: Touchpoints): Verified {
  const faults: string[] = []
  const find = (fault: string) => void (faults.length < mostFaults && faults.push(fault))
  const events = checkEvents(tables, find)
  const hash = createHash('sha256')
  const quarters = checkTallies(tables, touchpoints, hash, find)
  if (tables.notes.read('rules') !== touchpoints.fingerprint) {
    find(
      'the tallies were counted by other settings than these; starting the gateway recounts them',
    )
  }
  return { events, quarters, sha256: hash.digest('hex'), faults }
}

/** Every event as it was stored, and as many of each boot as were received. */
function checkEvents({ log, boots }: Tables, find: (fault: string) => void): number {
  const found = new Map<string, number>()
  let events = 0
  for (let after = 0; ; ) {
    const page = log.page(after, 1000)
    for (const row of page) {
      const boot = `${row.site}/${row.device} boot ${row.boot}`
      found.set(boot, (found.get(boot) ?? 0) + 1)
      events += 1
      if (checksum(row, row.receivedAt, row.json) !== row.crc) {
        find(`event ${row.id} of ${boot} was changed after it was stored: ${row.json}`)
      }
    }
    const last = page.at(-1)
    if (!last) break
    after = last.id
  }
  for (const { site, device, boot, received } of boots.all()) {
    const name = `${site}/${device} boot ${boot}`
    const expected = countIn(received)
    const stored = found.get(name) ?? 0
    if (stored !== expected) find(`${name}: expected ${expected} events, found ${stored}`)
  }
  return events
}

function checkTallies(
  { devices, log, tallies }: Tables,
  touchpoints: Touchpoints,
  hash: Hash,
  find: (fault: string) => void,
): number {
  let quarters = 0
  for (const { id, site, device } of devices.all().toSorted(byName)) {
    const derived = deriveTallies(factsOf(log, id), touchpoints.rulesOf(site, device))
    const rows = tallies.between(id, 0, Number.MAX_SAFE_INTEGER)
    const stored = new Map(rows.map(({ quarter, tally }) => [quarter, textOf(tally)]))
    const all = [...new Set([...derived.keys(), ...stored.keys()])].sort((a, b) => a - b)
    for (const quarter of all) {
      const expected = textOf(derived.get(quarter) ?? {})
      const actual = stored.get(quarter) ?? '{}'
      hash.update(`${site}/${device} ${quarter} ${expected}\n`)
      if (expected === actual) continue
      const from = new Date(quarter * quarterMs).toISOString()
      find(`tally of ${site}/${device} from ${from}: expected ${expected}, found ${actual}`)
    }
    quarters += derived.size
  }
  return quarters
}

const byName = (one: Device, other: Device) =>
  `${one.site}/${one.device}` < `${other.site}/${other.device}` ? -1 : 1

/** The order of the keys in a stored tally says nothing. */
const textOf = (tally: Tally) =>
  JSON.stringify(Object.fromEntries(Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1))))
