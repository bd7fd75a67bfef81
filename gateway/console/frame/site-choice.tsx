import { t } from './language.ts'
import type { NamedSite } from './sites.ts'
import { addressOfPage, go, page } from './view.ts'

interface SiteChoiceProps {
  sites: readonly NamedSite[]
  site: NamedSite | undefined
}

export function SiteChoice({ sites, site }: SiteChoiceProps) {
  if (!site) return null
  if (sites.length === 1) return <span class="site-name">{site.name}</span>
  return (
    <select
      class="site-name"
      aria-label={t('frame.site')}
      value={site.id}
      onChange={event => go(addressOfPage(page.value, { site: event.currentTarget.value }))}
    >
      {sites.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
