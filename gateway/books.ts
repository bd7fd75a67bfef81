/*
 * message ─ ingest ─ event log                                      the truth, durable before it is acknowledged
 *                        └─ settling ─ tallying ─ tallies ─ report  derived, before anybody reads it
 */
import { aConnection, type Told } from './counting/told.ts'
import { type Database, openDatabase } from './database/database.ts'
import type { Device } from './database/devices.ts'
import type { StoredEvent } from './database/event-rows.ts'
import { openTables, type Tables } from './database/tables.ts'
import { type DeviceHealths, watchDevices } from './device-health.ts'
import { type Ingest, startIngest } from './ingest.ts'
import { openRecount } from './recount.ts'
import { openReport, type Report } from './report.ts'
import { enterFromFile, openSettingsHistory, type SettingsHistory } from './settings-history.ts'
import { startSettling } from './settling.ts'
import type { Site } from './sites.ts'
import { startTallying } from './tallying.ts'
import { openTouchpoints, type Touchpoints } from './touchpoints.ts'

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
  settings: SettingsHistory
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

/**
 * Opens the books in a data folder; what was counted by other rules is counted again. Without
 * sites, those hold that were entered before.
 */
export function openBooks(
  settings: { data: string; sites?: Site[] | undefined },
  say: (text: string) => void = () => {},
  now: () => number = Date.now,
): Books {
  const database = openDatabase(settings.data)
  const tables = openTables(database)
  const { devices, log, tallies } = tables
  if (settings.sites) enterFromFile(tables, settings.sites, now())
  const touchpoints = openTouchpoints(tables.versions.all())
  const healths = watchDevices(tallies)
  const tallying = startTallying(tables, touchpoints)
  const recount = openRecount(database, tables, tallying, touchpoints)
  const settling = startSettling(database, tallying, say)

  function rebuild() {
    database.inTransaction(() => tallying.startOver())
    settling.now()
  }
  recount.look()
  while (recount.isDue()) recount.countSome()
  settling.now()

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
  const isInFile = settings.sites !== undefined
  const history = openSettingsHistory(database, tables, { touchpoints, recount, isInFile, now })
  const parts = { ...tables, touchpoints, healths, now }
  return {
    ...tables,
    ingest,
    report: openReport({ ...parts, settle: settling.now }),
    standing: openReport({ ...parts, settle: () => {} }),
    healths,
    touchpoints,
    settings: history,
    settle: settling.now,
    rebuild,
    inTransaction: database.inTransaction,
    onHeard(listen) {
      listener = listen
    },
    close() {
      history.close()
      settling.close()
      settling.now()
      database.close()
    },
  }
}
