import { useState } from 'preact/hooks'
import { z } from 'zod'
import { useAnswer } from '../frame/asking.ts'
import { feed } from '../frame/live-feed.ts'
import { type Told, tell } from '../frame/telling.ts'
import { SettingsVersions, type SiteSettings, type Version } from './sites-document.ts'

export interface Settings {
  /** Null until the gateway told them. */
  sites: readonly SiteSettings[] | null
  /** All that there were, the oldest first. */
  versions: readonly Version[]
  /** They stand in the settings file and can be changed only there. */
  inFile: boolean
  /** Enters new ones, from a moment on (epoch ms; null: from now on); says what became of it. */
  enter(sites: readonly SiteSettings[], since: number | null): Promise<Told<unknown>>
}

/** The settings of all sites as they were entered last, and how to change them. */
export function useSettings(): Settings {
  const [enteredAt, setEnteredAt] = useState(0)
  const asOf = Math.max(enteredAt, feed.value.linkedAt ?? 0)
  const { answer } = useAnswer('api/settings', {}, SettingsVersions, asOf)
  const newest = answer?.versions.at(-1)
  return {
    sites: answer && (newest?.sites ?? []),
    versions: answer?.versions ?? [],
    inFile: answer?.inFile ?? false,
    async enter(sites, since) {
      const from = since === null ? {} : { since: new Date(since).toISOString() }
      const body = { sites, basedOn: newest?.version ?? 0, ...from }
      const told = await tell('PUT', 'api/settings/sites', body, z.object({}))
      setEnteredAt(Date.now())
      return told
    },
  }
}
