import { feed } from './live-feed.ts'
import type { PageName } from './pages.ts'
import { useRemovedSites } from './removed-sites.ts'
import { type NamedSite, sitesOf } from './sites.ts'
import { chosenSite } from './view.ts'

/** The sites that a page can show, and the one that it does. */
export function useChosenSite(open: PageName): {
  sites: NamedSite[]
  site: NamedSite | undefined
  isKnown: boolean
} {
  const there = sitesOf(feed.value.touchpoints)
  const isHeard = feed.value.linkedAt !== null
  const { removed, isKnown } = useRemovedSites(there, isHeard && open === 'trends')
  const sites = [...there, ...removed]
  const chosen = sites.find(({ id }) => id === chosenSite.value)
  const isHere = there.length > 0 && chosenSite.value === null
  return { sites, site: chosen ?? sites[0], isKnown: isKnown || isHere || chosen !== undefined }
}
