/*
 * message ─ ingest ─┬─ event log                    the truth, durable before it is acknowledged
 *                   └─ tallying ─ tallies ─ report  derived, in the same transaction
 */
import { type Boots, openBoots } from './database/boots.ts'
import { openDatabase } from './database/database.ts'
import { type Devices, openDevices } from './database/devices.ts'
import { type EventLog, openEventLog } from './database/event-log.ts'
import { openNotes } from './database/notes.ts'
import { openRejections, type Rejections } from './database/rejections.ts'
import { openTallies } from './database/tallies.ts'
import { type DeviceHealths, watchDevices } from './device-health.ts'
import { type Heard, type Ingest, startIngest } from './ingest.ts'
import { openReport, type Report } from './report.ts'
import type { Site } from './settings.ts'
import { startTallying } from './tallying.ts'
import { readTouchpoints, type Touchpoints } from './touchpoints.ts'

/** Everything a gateway keeps and counts, without the network around it. */
export interface Books {
  ingest: Ingest
  report: Report
  log: EventLog
  boots: Boots
  devices: Devices
  rejections: Rejections
  healths: DeviceHealths
  touchpoints: Touchpoints
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
  const devices = openDevices(database)
  const boots = openBoots(database)
  const log = openEventLog(database, boots)
  const tallies = openTallies(database)
  const rejections = openRejections(database)
  const notes = openNotes(database)
  const touchpoints = readTouchpoints(settings.sites)
  const healths = watchDevices(log)

  const tallying = startTallying(log, tallies, id => {
    const { site, device } = devices.get(id)
    return touchpoints.rulesOf(site, device)
  })
  if (notes.read('rules') !== touchpoints.fingerprint) {
    database.inTransaction(() => {
      for (const { id } of devices.all()) tallying.recount(id, 0)
      notes.write('rules', touchpoints.fingerprint)
    })
  }

  let listener: (heard: Heard[]) => void = () => {}
  const ingest = startIngest(
    database,
    { devices, log, rejections, tallying },
    heard => {
      for (const { device, event, receivedAt } of heard) healths.heard(device, event, receivedAt)
      listener(heard)
    },
    say,
  )

  return {
    ingest,
    report: openReport({ touchpoints, devices, tallies, healths }),
    log,
    boots,
    devices,
    rejections,
    healths,
    touchpoints,
    onHeard(listen) {
      listener = listen
    },
    close: () => database.close(),
  }
}
