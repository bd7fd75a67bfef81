/*
 * message ─ ingest ─ event log                                      the truth, durable before it is acknowledged
 *                        └─ settling ─ tallying ─ tallies ─ report  derived, before anybody reads it
 */
import { aConnection, type Told } from './counting/told.ts'
import { type AccessTables, openAccessTables } from './database/access-tables.ts'
import { type Database, openDatabase } from './database/database.ts'
import type { Device } from './database/devices.ts'
import type { StoredEvent } from './database/event-rows.ts'
import { openTables, type Tables } from './database/tables.ts'
import { type DeviceHealths, watchDevices } from './device-health.ts'
import { type Ingest, startIngest } from './ingest.ts'
import { openReport, type Report } from './report.ts'
import type { Site } from './settings.ts'
import { startSettling } from './settling.ts'
import { startTallying } from './tallying.ts'
import { readTouchpoints, type Touchpoints } from './touchpoints.ts'

/** Who told something, and what. */
export interface Heard {
  device: Device
  event: Told
  receivedAt: number
}

/** Everything a gateway keeps and counts, without the network around it. */
export interface Books extends Tables {
  ingest: Ingest
  report: Report
  /** The same numbers as they stand, without what was not counted yet. */
  standing: Report
  healths: DeviceHealths
  touchpoints: Touchpoints
  /** Who may come in. */
  access: AccessTables
  /** Counts everything that is stored. */
  settle(): void
  /** Throws all derived numbers away and counts them again. */
  rebuild(): void
  /** All of it or nothing, durable when it returns. */
  inTransaction: Database['inTransaction']
  /** Calls back after each commit. */
  onHeard(listen: (heard: Heard[]) => void): void
  close(): void
}

/** Opens the books in a data folder; tallies counted by other rules are counted anew. */
export function openBooks(
  settings: { data: string; sites: Site[] },
  say: (text: string) => void = () => {},
  now: () => number = Date.now,
): Books {
  const database = openDatabase(settings.data)
  const tables = openTables(database)
  const { devices, log, tallies, notes } = tables
  const touchpoints = readTouchpoints(settings.sites)
  const healths = watchDevices(tallies)
  const tallying = startTallying(tables, id => {
    const { site, device } = devices.get(id)
    return touchpoints.rulesOf(site, device)
  })
  const settling = startSettling(database, tallying, say)

  function rebuild() {
    database.inTransaction(() => {
      tallying.startOver()
      notes.write('rules', touchpoints.fingerprint)
    })
    settling.now()
  }
  if (notes.read('rules') === touchpoints.fingerprint) settling.now()
  else rebuild()

  /** Nobody saw the connections end that were open when the gateway ended. */
  function endConnections() {
    const at = log.lastReceivedAt()
    for (const { id, site, device } of devices.all()) {
      const last = tallies.newest(id)?.counter
      if (!last?.online || !last.heardFrom || at === null) continue
      const ended = aConnection(last.heardFrom, false, Math.max(at, last.heardAt ?? 0) + 1)
      ingest.connection({ site, device }, ended)
    }
  }

  let listener: (heard: Heard[]) => void = () => {}

  function hear(stored: StoredEvent[]) {
    tallying.keepAtHand(stored)
    settling.soon()
    const heard = stored.map(one => ({ ...one, device: devices.get(one.device) }))
    for (const { device, event, receivedAt } of heard) healths.heard(device, event, receivedAt)
    listener(heard)
  }

  const ingest = startIngest(database, tables, hear, say)
  endConnections()
  const parts = { ...tables, touchpoints, healths, now }
  return {
    ...tables,
    ingest,
    report: openReport({ ...parts, settle: settling.now }),
    standing: openReport({ ...parts, settle: () => {} }),
    healths,
    touchpoints,
    access: openAccessTables(database),
    settle: settling.now,
    rebuild,
    inTransaction: database.inTransaction,
    onHeard(listen) {
      listener = listen
    },
    close() {
      settling.close()
      settling.now()
      database.close()
    },
  }
}
