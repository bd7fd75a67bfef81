import { t } from './language.ts'

interface TabletLinkProps {
  site: string
  touchpoint: string
  class?: string
}

/** Opens the page on which a tablet is the remote of a touchpoint. */
export function TabletLink({ site, touchpoint, class: name }: TabletLinkProps) {
  const address = `touch/${encodeURIComponent(touchpoint)}?${new URLSearchParams({ site })}`
  return (
    <a class={name} href={address} target="_blank" rel="noreferrer">
      {t('frame.tablet')}
    </a>
  )
}
