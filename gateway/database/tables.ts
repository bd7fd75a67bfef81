import { type Boots, openBoots } from './boots.ts'
import type { Database } from './database.ts'
import { type Devices, openDevices } from './devices.ts'
import { type EventLog, openEventLog } from './event-log.ts'
import { type Notes, openNotes } from './notes.ts'
import { openRejections, type Rejections } from './rejections.ts'
import { openTallies, type Tallies } from './tallies.ts'

/** Everything that the database holds. */
export interface Tables {
  devices: Devices
  boots: Boots
  log: EventLog
  tallies: Tallies
  rejections: Rejections
  notes: Notes
}

export function openTables(database: Database): Tables {
  const boots = openBoots(database)
  return {
    devices: openDevices(database),
    boots,
    log: openEventLog(database, boots),
    tallies: openTallies(database),
    rejections: openRejections(database),
    notes: openNotes(database),
  }
}
