import { openDatabaseToRead } from './database/database.ts'
import { openTables, type Tables } from './database/tables.ts'
import { watchDevices } from './device-health.ts'
import { openReport, type Report } from './report.ts'
import { openTouchpoints, type Touchpoints } from './touchpoints.ts'

/** The books of a gateway that may be running, opened beside it; nothing can be changed. */
export interface Reading {
  tables: Tables
  touchpoints: Touchpoints
  report: Report
  /** Writes the whole database, as it is at this moment, into a new file. */
  backup(path: string): void
  close(): void
}

export function openReading({ data }: { data: string }): Reading {
  const database = openDatabaseToRead(data)
  const tables = openTables(database)
  const touchpoints = openTouchpoints(tables.versions.all())
  const healths = watchDevices(tables.tallies, touchpoints)
  const report = openReport({ ...tables, touchpoints, healths, settle: () => {}, now: Date.now })
  return { tables, touchpoints, report, backup: database.backup, close: database.close }
}
