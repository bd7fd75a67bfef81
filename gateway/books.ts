/*
 * message ─ ingest ─┬─ event log                    the truth, durable before it is acknowledged
 *                   └─ tallying ─ tallies ─ report  derived, in the same transaction
 */
import { openDatabase } from './database/database.ts'
import { openTables, type Tables } from './database/tables.ts'
import { type DeviceHealths, watchDevices } from './device-health.ts'
import { type Heard, type Ingest, startIngest } from './ingest.ts'
import { openReport, type Report } from './report.ts'
import type { Site } from './settings.ts'
import { startTallying } from './tallying.ts'
import { readTouchpoints, type Touchpoints } from './touchpoints.ts'

/** Everything a gateway keeps and counts, without the network around it. */
export interface Books extends Tables {
  ingest: Ingest
  report: Report
  healths: DeviceHealths
  touchpoints: Touchpoints
  /** Throws all derived numbers away and counts them again. */
  rebuild(): void
  /** Calls back after each commit. */
  onHeard(listen: (heard: Heard[]) => void): void
  close(): void
}

/** Opens the books in a data folder; tallies counted by other rules are counted anew. */
export function openBooks(
  settings: { data: string; sites: Site[] },
  say: (text: string) => void = () => {},
): Books {
  const database = openDatabase(settings.data)
  const tables = openTables(database)
  const { devices, log, tallies, notes } = tables
  const touchpoints = readTouchpoints(settings.sites)
  const healths = watchDevices(log)
  const tallying = startTallying(log, tallies, id => {
    const { site, device } = devices.get(id)
    return touchpoints.rulesOf(site, device)
  })

  function rebuild() {
    database.inTransaction(() => {
      tallies.clear()
      for (const { id } of devices.all()) tallying.recount(id, 0)
      notes.write('rules', touchpoints.fingerprint)
    })
  }
  if (notes.read('rules') !== touchpoints.fingerprint) rebuild()

  let listener: (heard: Heard[]) => void = () => {}
  const ingest = startIngest(
    database,
    { ...tables, tallying },
    heard => {
      for (const { device, event, receivedAt } of heard) healths.heard(device, event, receivedAt)
      listener(heard)
    },
    say,
  )

  return {
    ...tables,
    ingest,
    report: openReport({ touchpoints, devices, tallies, healths }),
    healths,
    touchpoints,
    rebuild,
    onHeard(listen) {
      listener = listen
    },
    close: () => database.close(),
  }
}
