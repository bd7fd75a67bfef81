import { type Alerts, openAlerts } from './alerts.ts'
import { type Boots, openBoots } from './boots.ts'
import { type CountedBy, openCountedBy } from './counted-by.ts'
import type { Database } from './database.ts'
import { type Devices, openDevices } from './devices.ts'
import { type EventLog, openEventLog } from './event-log.ts'
import { openEventRows } from './event-rows.ts'
import { openEventTable } from './event-table.ts'
import { type Facts, openFacts } from './facts.ts'
import { type Headcounts, openHeadcounts } from './headcounts.ts'
import { type Holes, openHoles } from './holes.ts'
import { type Horizons, openHorizons } from './horizons.ts'
import { type KnotTable, openKnots } from './knots.ts'
import { type LateBoots, openLateBoots } from './late-boots.ts'
import { type ManualFigures, openManualFigures } from './manual-figures.ts'
import { type Notes, openNotes } from './notes.ts'
import { openReached, type Reached } from './reached.ts'
import { openRejections, type Rejections } from './rejections.ts'
import { openSales, type Sales } from './sales.ts'
import { openServedQuarters, type ServedQuarters } from './served-quarters.ts'
import { openTallies, type Tallies } from './tallies.ts'
import { openTillTallies, type TillTallies } from './till-tallies.ts'
import { openUntimed, type Untimed } from './untimed.ts'
import { openVersions, type Versions } from './versions.ts'

/** What devices, tills and people told, and how all is set: the truth. */
interface Truth {
  devices: Devices
  boots: Boots
  log: EventLog
  rejections: Rejections
  headcounts: Headcounts
  horizons: Horizons
  versions: Versions
  sales: Sales
  manualFigures: ManualFigures
  alerts: Alerts
}

/** What follows from it. */
interface Derived {
  facts: Facts
  knots: KnotTable
  lateBoots: LateBoots
  holes: Holes
  untimed: Untimed
  tallies: Tallies
  countedBy: CountedBy
  reached: Reached
  tillTallies: TillTallies
  servedQuarters: ServedQuarters
}

/** Everything that the database holds. */
export interface Tables extends Truth, Derived {
  notes: Notes
}

/** What is read from the log to be counted is only of devices that are. */
export function openTables(
  database: Database,
  isCounted: (device: number) => boolean = () => true,
): Tables {
  const devices = openDevices(database)
  const boots = openBoots(database)
  const rows = openEventRows(boots, devices, isCounted)
  const log = openEventLog(openEventTable(database), devices, boots, rows)
  return {
    devices,
    boots,
    log,
    rejections: openRejections(database),
    headcounts: openHeadcounts(database),
    horizons: openHorizons(database),
    versions: openVersions(database),
    sales: openSales(database),
    manualFigures: openManualFigures(database),
    alerts: openAlerts(database),
    facts: openFacts(database, log),
    knots: openKnots(database),
    lateBoots: openLateBoots(database),
    holes: openHoles(database),
    untimed: openUntimed(database),
    tallies: openTallies(database),
    countedBy: openCountedBy(database),
    reached: openReached(database),
    tillTallies: openTillTallies(database),
    servedQuarters: openServedQuarters(database),
    notes: openNotes(database),
  }
}
