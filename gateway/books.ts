/*
 * message ─ ingest ─ event log                                      the truth, durable before it is acknowledged
 *                        └─ settling ─ tallying ─ tallies ─ report  derived, before anybody reads it
 * sale ─ tills ─ sales ─ till tallies ─┬─ served quarters ─┘          in one transaction
 * by hand ─ manual entry ──────────────┘
 */
import { aConnection } from './counting/told.ts'
import { type AccessTables, openAccessTables } from './database/access-tables.ts'
import {
  type Database,
  type OwnDatabase,
  openDatabase,
  openThrowAwayDatabase,
} from './database/database.ts'
import type { Device } from './database/devices.ts'
import type { StoredEvent } from './database/event-rows.ts'
import { takeShares } from './database/share.ts'
import { openTables, type Tables } from './database/tables.ts'
import { type DeviceHealths, watchDevices } from './device-health.ts'
import type { Version } from './eras.ts'
import { type Ingest, startIngest } from './ingest.ts'
import { openRecount } from './recount.ts'
import { openReport, type Report } from './report.ts'
import { deriveServed } from './served/derive.ts'
import { type FileTaking, openFileTaking } from './served/file-taking.ts'
import { followHours } from './served/hours-change.ts'
import { type ManualEntry, openManualEntry } from './served/manual-entry.ts'
import { readPointHours } from './served/point-hours.ts'
import type { TillFiles } from './served/till-files.ts'
import { startTills, type Tills } from './served/tills.ts'
import { enterFromFile, openSettingsHistory, type SettingsHistory } from './settings-history.ts'
import { startSettling } from './settling.ts'
import { countInShares, dropLeftShares, sharesFor } from './shares.ts'
import type { Site } from './sites.ts'
import { startTallying } from './tallying.ts'
import { openTouchpoints, type Touchpoints } from './touchpoints.ts'

/** Everything a gateway keeps and counts, without the network around it. */
export interface Books extends Tables {
  ingest: Ingest
  tills: Tills
  manual: ManualEntry
  files: FileTaking
  report: Report
  /** The same numbers as they stand, without what was not counted yet. */
  standing: Report
  healths: DeviceHealths
  touchpoints: Touchpoints
  settings: SettingsHistory
  /** Who may come in. */
  access: AccessTables
  /** Counts everything that is stored. */
  settle(): void
  /** Throws all derived numbers away and counts them again; meanwhile the old ones stand. */
  rebuild(shares?: number): Promise<void>
  /** All of it or nothing, durable when it returns. */
  inTransaction: Database['inTransaction']
  /** For what reads often: `standing`, after `settle`, for meanwhile nothing can be counted. */
  read: Database['read']
  rewrite: OwnDatabase['rewrite']
  /** Calls back after each commit with the devices that told something. */
  onHeard(listen: (heard: Device[]) => void): void
  /** Calls back with the touchpoints of which till or hand told something. */
  onServed(listen: (points: string[]) => void): void
  close(): void
}

/**
 * Opens the books in a data folder; what was counted by other rules is counted again meanwhile.
 * Without sites, those hold that were entered before; without a folder, the books are thrown away.
 */
export function openBooks(
  settings: { data: string | null; sites?: Site[] | undefined; tills?: TillFiles[] },
  say: (text: string) => void = () => {},
  now: () => number = Date.now,
): Books {
  const { data } = settings
  const database = data === null ? openThrowAwayDatabase() : openDatabase(data)
  if (data !== null) dropLeftShares(data)
  const tables = openTables(database)
  const { devices, log, tallies } = tables
  const access = openAccessTables(database)
  if (settings.sites) enterFromFile({ ...tables, ...access }, settings.sites, now())
  const touchpoints = openTouchpoints([])
  const healths = watchDevices(tallies, touchpoints)
  const tallying = startTallying(tables, touchpoints)
  const recount = openRecount(database, tables, tallying, touchpoints)
  const settling = startSettling(database, tallying, say)
  const hoursOf = readPointHours(touchpoints)

  function startOver() {
    tallying.startOver()
    deriveServed(tables, hoursOf)
  }

  async function rebuild(shares = sharesFor(log.last())) {
    // What came late is counted on top of what is kept for ever.
    settling.now()
    if (data === null || shares === 1 || !(await tookShares(data, shares))) {
      database.inTransaction(startOver)
    }
    tallying.forget()
    settling.now()
  }

  async function tookShares(folder: string, count: number): Promise<boolean> {
    try {
      await countInShares(folder, count, shares => takeShares(database, shares, startOver))
      return true
    } catch (cause) {
      say(`counting one device after the other: ${(cause as Error).message}`)
      return false
    }
  }

  function inTransaction<Result>(work: () => Result): Result {
    try {
      return database.inTransaction(work)
    } catch (cause) {
      // What is remembered of the database may be ahead of it now.
      log.forget()
      tallying.forget()
      throw cause
    }
  }

  function follow(versions: Version[]) {
    touchpoints.follow(versions)
    followHours(database, tables, touchpoints, hoursOf)
    recount.look()
  }
  follow(tables.versions.all())
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

  let listener: (heard: Device[]) => void = () => {}
  let servedListener: (points: string[]) => void = () => {}
  const served = (points: string[]) => servedListener(points)

  function hear(stored: StoredEvent[]) {
    tallying.keepAtHand(stored)
    settling.soon()
    const heard = Map.groupBy(stored, one => one.device)
    for (const [id, told] of heard) healths.heard(devices.get(id), told)
    listener([...heard.keys()].map(devices.get))
  }

  const ingest = startIngest(database, tables, hear, say)
  endConnections()
  const isInFile = settings.sites !== undefined
  const history = openSettingsHistory(database, tables, {
    ...{ follow, recount, isInFile, now, say },
  })
  const parts = { ...tables, touchpoints, healths, now }
  const report = openReport({ ...parts, settle: settling.now })
  const tills = startTills(database, tables, hoursOf, served)
  return {
    ...tables,
    ingest,
    tills,
    manual: openManualEntry(database, tables, hoursOf, served),
    files: openFileTaking(settings.tills ?? [], { tills, report }, now, say),
    report,
    standing: openReport({ ...parts, settle: () => {} }),
    healths,
    touchpoints,
    settings: history,
    access,
    settle: settling.now,
    rebuild,
    inTransaction,
    read: database.read,
    rewrite: database.rewrite,
    onHeard(listen) {
      listener = listen
    },
    onServed(listen) {
      servedListener = listen
    },
    close() {
      history.close()
      ingest.commit()
      settling.close()
      settling.now()
      database.close()
    },
  }
}
