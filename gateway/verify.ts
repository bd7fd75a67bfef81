import { createHash, type Hash } from 'node:crypto'
import { quarterMs } from './counting/quarter.ts'
import { addTo, answersIn, setAsideIn } from './counting/tally.ts'
import { openDatabaseToCompare } from './database/database.ts'
import type { Device } from './database/devices.ts'
import { type Difference, openDifferences } from './database/differences.ts'
import { flawsIn } from './database/flaws.ts'
import { openTables, type Tables } from './database/tables.ts'
import { textOf } from './database/tallies.ts'
import { verifyServed } from './served/verify-served.ts'
import { countAll } from './tallying.ts'
import { openTouchpoints } from './touchpoints.ts'
import { verifyEvents } from './verify-events.ts'

export interface Verified {
  events: number
  /** Sales that tills told, refunds among them. */
  sales: number
  quarters: number
  /** Events that the running gateway had not counted yet; their devices are not compared. */
  uncounted: number
  /** What cannot be derived any more, for the raw presence that it came from was removed. */
  kept: string[]
  /** SHA-256 of all that is derived from what was told: equal logs and rules, equal hashes. */
  sha256: string
  /** One sentence per thing that is not as it should be. */
  faults: string[]
}

/** So many faults are named; what is that broken needs its backup, not a longer list. */
const mostFaults = 100

/** Reads the whole event log, derives everything anew, and compares it with what is stored. */
export function verify(folder: string): Verified {
  const faults: string[] = []
  const find = (fault: string) => void (faults.length < mostFaults && faults.push(fault))
  const database = openDatabaseToCompare(folder)
  try {
    return database.inTransaction(() => {
      for (const flaw of flawsIn(database)) find(`the database is damaged: ${flaw}`)
      const tables = openTables(database)
      const { of, countedTo } = openDifferences(database)
      const touchpoints = openTouchpoints(tables.versions.all())
      const { events, presses, uncounted } = verifyEvents(tables, countedTo(), find)
      countAll(tables, touchpoints)
      for (const device of tables.devices.all()) {
        if (uncounted.has(nameOf(device))) continue
        for (const difference of of(device.id)) {
          if (isOfRemoved(difference, tables.horizons.of(device.id) > 0)) continue
          find(sentenceOf(device, difference))
          // All else is then different too, and nothing is wrong with it.
          if (difference.table === 'counted_by') break
        }
      }
      const hash = createHash('sha256')
      const quarters = hashTallies(tables, hash)
      const sales = verifyServed(database, tables, touchpoints, hash, find)
      checkPresses(tables, presses, uncounted, find)
      const last = tables.log.last()
      return {
        events,
        sales,
        quarters,
        uncounted: last - countedTo(),
        kept: tables.devices.all().flatMap(device => keptOf(tables, device)),
        sha256: hash.digest('hex'),
        faults,
      }
    })
  } catch (cause) {
    const broken = `could not verify all of ${folder}: ${(cause as Error).message}`
    throw new Error([...faults, broken].join('\n'), { cause })
  } finally {
    database.close()
  }
}

/** Presses stored = answers + set aside, whatever the rules. */
function checkPresses(
  { devices, tallies, untimed, horizons }: Tables,
  presses: Map<string, number>,
  uncounted: Set<string>,
  find: (fault: string) => void,
) {
  for (const { id, site, device } of devices.all()) {
    // What came late is counted by the gateway alone.
    if (horizons.of(id) > 0 && uncounted.has(nameOf({ site, device }))) continue
    const counted = tallies.sum(id, 0, Number.MAX_SAFE_INTEGER)
    for (const { tally } of untimed.within(id, 0, Number.MAX_SAFE_INTEGER)) addTo(counted, tally)
    const stored = presses.get(nameOf({ site, device })) ?? 0
    const meant = total(answersIn(counted)) + total(setAsideIn(counted))
    // Of what is kept for ever, presses may have been erased.
    if (horizons.of(id) > 0 ? stored > meant : stored !== meant) {
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

/**
 * Where everything that a device told was erased, it is counted by no settings; and what is known of
 * a clock may be known of more moments than anything that is left happened at.
 */
const isOfRemoved = ({ table, expected }: Difference, isAnyRemoved: boolean) =>
  expected === null && (table === 'counted_by' || (table === 'knots' && isAnyRemoved))

function sentenceOf(device: Device, { table, key, expected, found }: Difference): string {
  const name = `${device.site}/${device.device}`
  if (table === 'counted_by') {
    return `${name} was counted by other settings; while the gateway runs it counts it again`
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
    for (const { quarter, tally } of tallies.between(id, 0, Number.MAX_SAFE_INTEGER).rows()) {
      quarters += 1
      hash.update(`${site}/${device} ${quarter} ${textOf(tally)}\n`)
    }
    for (const { from, to, tally } of untimed.within(id, 0, Number.MAX_SAFE_INTEGER)) {
      hash.update(`${site}/${device} ${from}-${to} ${textOf(tally)}\n`)
    }
  }
  return quarters
}

const nameOf = ({ site, device }: { site: string; device: string }) => `${site}/${device}`

const byName = (one: Device, other: Device) =>
  `${one.site}/${one.device}` < `${other.site}/${other.device}` ? -1 : 1
