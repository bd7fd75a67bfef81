import { setImmediate } from 'node:timers/promises'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { AccessTables } from './database/access-tables.ts'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import type { Version } from './eras.ts'
import type { Recount } from './recount.ts'
import { BadQuestion, Refusal } from './refusal.ts'
import type { Site } from './sites.ts'

/** What somebody wants the settings to be. */
interface Change {
  sites: Site[]
  /** From when on, epoch ms; null: from now on, and the first settings since ever. */
  since: number | null
  /** The version that they had before them, 0 for none. */
  basedOn: number
  by: string
}

/** The settings of sites: they can be changed while everything runs, and nothing is forgotten. */
export interface SettingsHistory {
  /** The oldest first. */
  versions(): Version[]
  /** Whether they stand in the settings file, and can be changed only there. */
  isInFile: boolean
  /** Whether everything is counted by them. */
  isCounted(): boolean
  /** Resolves when it is, or when it cannot be for now; whether it is. */
  count(): Promise<boolean>
  /** Resolves with the newest version when everything is counted by it. */
  enter(change: Change): Promise<Version>
  /** Calls back when others hold. */
  onEntered(listen: () => void): void
  close(): void
}

/** In the settings file no name stands beside a change. */
const byFile = 'gateway.json'

/** Enters what stands in the settings file, if that is not what was entered last. */
export function enterFromFile(
  tables: Tables & Pick<AccessTables, 'audit'>,
  sites: Site[],
  now: number,
): void {
  const versions = tables.versions.all()
  const newest = versions.at(-1)
  if (newest && textOf(newest.sites) === textOf(sites)) return
  const since = newest ? startOfQuarter(now) : earliest(tables)
  tables.versions.enter({ since, enteredAt: now, enteredBy: byFile, sites })
  const detail = JSON.stringify({ version: (newest?.version ?? 0) + 1 })
  tables.audit.add({ at: now, who: byFile, action: 'changed the settings of sites', detail })
}

export function openSettingsHistory(
  database: Database,
  tables: Tables,
  parts: {
    /** Goes by these versions from now on. */
    follow(versions: Version[]): void
    recount: Recount
    isInFile: boolean
    now(): number
    say(text: string): void
  },
): SettingsHistory {
  const { follow, recount, isInFile, now, say } = parts
  let versions = tables.versions.all()
  let isClosed = false
  let trouble = ''
  let retrying: NodeJS.Timeout | undefined
  const listeners: (() => void)[] = []

  /** What cannot be counted now is tried again: the settings are entered, whatever the disk says. */
  async function countAll(): Promise<boolean> {
    try {
      while (recount.isDue() && !isClosed) {
        recount.countSome()
        await setImmediate()
      }
      trouble = ''
    } catch (cause) {
      const problem = `cannot count again by other settings (${(cause as Error).message})`
      if (problem !== trouble) say(problem)
      trouble = problem
      clearTimeout(retrying)
      retrying = setTimeout(countAll, retryMs).unref()
    }
    return !recount.isDue()
  }

  function check({ basedOn }: Change, since: number) {
    if (isInFile)
      throw new Refusal(409, `the sites stand in ${byFile}: change them there`, 'in-file')
    const newest = versions.at(-1)?.version ?? 0
    if (basedOn !== newest) {
      throw new Refusal(
        409,
        `basedOn: expected ${newest}, the newest version; found ${basedOn}: somebody was faster`,
        'somebody-was-faster',
      )
    }
    if (since < earliest(tables)) {
      const from = new Date(earliest(tables)).toISOString()
      throw new BadQuestion(
        `since: expected ${from} or later, for older presence was removed`,
        'presence-removed',
        { at: earliest(tables) },
      )
    }
  }

  // Millions of events take a minute, and nobody who presses a button waits for it.
  void countAll()

  return {
    isInFile,
    versions: () => versions,
    isCounted: () => !recount.isDue(),
    count: countAll,
    async enter(change) {
      const newest = versions.at(-1)
      const usual = newest ? startOfQuarter(now()) : earliest(tables)
      const since = change.since === null ? usual : startOfQuarter(change.since)
      check(change, since)
      const { sites, by } = change
      if (newest && since >= newest.since && textOf(newest.sites) === textOf(sites)) return newest
      const next = { since, enteredAt: now(), enteredBy: by, sites }
      database.inTransaction(() => tables.versions.enter(next))
      versions = tables.versions.all()
      follow(versions)
      for (const listen of listeners) listen()
      await countAll()
      return { ...next, version: (newest?.version ?? 0) + 1 }
    },
    onEntered(listen) {
      listeners.push(listen)
    },
    close() {
      isClosed = true
    },
  }
}

const retryMs = 2000

const startOfQuarter = (time: number) => quarterOf(time) * quarterMs

/** What was counted before cannot be counted again: the presence that it came from was removed. */
const earliest = ({ devices, horizons }: Tables) =>
  Math.max(0, ...devices.all().map(({ id }) => horizons.of(id))) * quarterMs

const textOf = (sites: Site[]) => JSON.stringify(sites)
