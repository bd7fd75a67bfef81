import { parseJson } from '../../shared/parsing.ts'
import { quarterMs, quarterOf } from '../counting/quarter.ts'
import type { Version } from '../eras.ts'
import { Sites } from '../sites.ts'
import type { Database } from './database.ts'

/** The settings through time. */
export interface Versions {
  /** The oldest first. */
  all(): Version[]
  enter(version: Omit<Version, 'version'>): void
}

interface Row extends Omit<Version, 'sites'> {
  sites: string
}

export function openVersions({ sqlite }: Database): Versions {
  const select = sqlite.prepare<[], Row>(
    `select version, since * ${quarterMs} as since, entered_at as enteredAt,
       entered_by as enteredBy, sites
     from settings order by version`,
  )
  const insert = sqlite.prepare(
    'insert into settings (since, entered_at, entered_by, sites) values (?, ?, ?, ?)',
  )
  return {
    // An older release may have known fewer settings: what it did not know has its default.
    all: () => select.all().map(row => ({ ...row, sites: sitesOf(row) })),
    enter({ since, enteredAt, enteredBy, sites }) {
      insert.run(quarterOf(since), enteredAt, enteredBy, JSON.stringify(sites))
    },
  }
}

function sitesOf({ version, sites }: Row): Version['sites'] {
  const read = parseJson(sites, Sites)
  if (read.ok) return read.value
  throw new Error(`could not read version ${version} of the stored settings: ${read.problem}`)
}
