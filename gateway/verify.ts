import { createHash, type Hash } from 'node:crypto'
import { quarterMs } from './counting/quarter.ts'
import { countIn } from './counting/seq-ranges.ts'
import { addTo, answersIn, setAsideIn } from './counting/tally.ts'
import { openDatabaseToCompare } from './database/database.ts'
import type { Device } from './database/devices.ts'
import { type Difference, openDifferences } from './database/differences.ts'
import { checksum } from './database/event-rows.ts'
import { openTables, type Tables } from './database/tables.ts'
import { textOf } from './database/tallies.ts'
import { startTallying } from './tallying.ts'
import { openTouchpoints } from './touchpoints.ts'

export interface Verified {
  events: number
  quarters: number
  /** Events that the running gateway had not counted yet; their devices are not compared. */
  uncounted: number
  /** What cannot be derived any more, for the raw presence that it came from was removed. */
  kept: string[]
  /** SHA-256 of all tallies as derived from the event log: equal logs and rules, equal hashes. */
  sha256: string
  /** One sentence per thing that is not as it should be. */
  faults: string[]
}

/** So many faults are named; what is that broken needs its backup, not a longer list. */
const mostFaults = 100
const pageSize = 2000

/** Reads the whole event log, derives everything anew, and compares it with what is stored. */
export function verify(folder: string): Verified {
  const database = openDatabaseToCompare(folder)
  try {
    return database.inTransaction(() => {
      const tables = openTables(database)
      const faults: string[] = []
      const find = (fault: string) => void (faults.length < mostFaults && faults.push(fault))
      const { events, presses } = checkEvents(tables, find)
      derive(tables)
      const { of, countedTo, uncounted } = openDifferences(database)
      const open = uncounted()
      for (const device of tables.devices.all()) {
        if (open.has(device.id)) continue
        for (const difference of of(device.id)) find(sentenceOf(device, difference))
      }
      const hash = createHash('sha256')
      const quarters = hashTallies(tables, hash)
      checkPresses(tables, presses, find)
      const last = tables.log.last()
      return {
        events,
        quarters,
        uncounted: last - countedTo(),
        kept: tables.devices.all().flatMap(device => keptOf(tables, device)),
        sha256: hash.digest('hex'),
        faults,
      }
    })
  } finally {
    database.close()
  }
}

function derive(tables: Tables) {
  tables.tallies.clear()
  const tallying = startTallying(tables, openTouchpoints(tables.versions.all()))
  while (tallying.countNext(pageSize) > 0);
}

/** Every event as it was stored, and as many of each boot as were received. */
function checkEvents(
  { log, boots }: Tables,
  find: (fault: string) => void,
): { events: number; presses: Map<string, number> } {
  const found = new Map<string, number>()
  const presses = new Map<string, number>()
  let events = 0
  for (let after = 0; ; ) {
    const page = log.loggedAfter(after, pageSize)
    for (const row of page) {
      after = row.id
      if (row.kind === 'status') continue
      const boot = `${row.site}/${row.device} boot ${row.boot}`
      found.set(boot, (found.get(boot) ?? 0) + 1)
      events += 1
      const device = `${row.site}/${row.device}`
      if (row.kind === 'pressed') presses.set(device, (presses.get(device) ?? 0) + 1)
      if (checksum(row, row.receivedAt, row.json) !== row.crc) {
        find(`event ${row.id} of ${boot} was changed after it was stored: ${row.json}`)
      }
    }
    if (page.length === 0) break
  }
  for (const { site, device, boot, received, removed } of boots.all()) {
    const name = `${site}/${device} boot ${boot}`
    const expected = countIn(received) - removed
    const stored = found.get(name) ?? 0
    if (stored !== expected) find(`${name}: expected ${expected} events, found ${stored}`)
  }
  return { events, presses }
}

/** Presses stored = answers + set aside, whatever the rules. */
function checkPresses(
  { devices, tallies, untimed, horizons }: Tables,
  presses: Map<string, number>,
  find: (fault: string) => void,
) {
  for (const { id, site, device } of devices.all()) {
    // What was told of a time before the horizon was stored and not counted.
    if (horizons.of(id) > 0) continue
    const counted = tallies.sum(id, 0, Number.MAX_SAFE_INTEGER)
    for (const { tally } of untimed.within(id, 0, Number.MAX_SAFE_INTEGER)) addTo(counted, tally)
    const stored = presses.get(`${site}/${device}`) ?? 0
    const meant = total(answersIn(counted)) + total(setAsideIn(counted))
    if (stored !== meant) {
      find(`${site}/${device}: ${stored} presses stored, ${meant} are answers or set aside`)
    }
  }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)

function keptOf({ horizons, boots }: Tables, { id, site, device }: Device): string[] {
  const horizon = horizons.of(id)
  if (horizon === 0) return []
  const removed = boots.of(id).reduce((sum, boot) => sum + boot.removed, 0)
  const before = new Date(horizon * quarterMs).toISOString()
  return [`${site}/${device} before ${before}: ${removed} events of visits were removed`]
}

function sentenceOf(device: Device, { table, key, expected, found }: Difference): string {
  const name = `${device.site}/${device.device}`
  if (table === 'counted_by') {
    return `${name} was counted by other settings; starting the gateway counts it again`
  }
  const what =
    table === 'tallies'
      ? `tally of ${name} from ${new Date(Number(key) * quarterMs).toISOString()}`
      : `${table} of ${name}, ${key}`
  return `${what}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`
}

function hashTallies({ devices, tallies, untimed }: Tables, hash: Hash): number {
  let quarters = 0
  for (const { id, site, device } of devices.all().toSorted(byName)) {
    for (const { quarter, tally } of tallies.between(id, 0, Number.MAX_SAFE_INTEGER)) {
      quarters += 1
      hash.update(`${site}/${device} ${quarter} ${textOf(tally)}\n`)
    }
    for (const { from, to, tally } of untimed.within(id, 0, Number.MAX_SAFE_INTEGER)) {
      hash.update(`${site}/${device} ${from}-${to} ${textOf(tally)}\n`)
    }
  }
  return quarters
}

const byName = (one: Device, other: Device) =>
  `${one.site}/${one.device}` < `${other.site}/${other.device}` ? -1 : 1
