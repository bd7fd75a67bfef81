import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { t } from './language.ts'
import { type PageName, type PageProps, pages } from './pages.ts'
import type { NamedSite } from './sites.ts'

/** A page, as soon as it is here. */
export function OpenedPage({ name, site }: { name: PageName; site: NamedSite }) {
  const [opened, setOpened] = useState<{ Page: ComponentType<PageProps> } | 'failed' | null>(null)
  const title = t(`frame.page.${name}`)

  useEffect(() => {
    pages[name]()
      .then(Page => setOpened({ Page }))
      .catch(() => setOpened('failed'))
  }, [name])

  useEffect(() => {
    document.title = [title, site.name, 'Loyalty Button'].filter(Boolean).join(' · ')
  }, [title, site.name])

  if (opened === 'failed') return <NotOpened />
  if (opened === null) return <p class="empty">{t('frame.opening')}</p>
  return <opened.Page site={site} />
}

/** The gateway is lost, or was renewed since this page was opened. */
function NotOpened() {
  return (
    <p class="empty" role="alert">
      {t('frame.not-opened')}{' '}
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('frame.reload')}
      </button>
    </p>
  )
}
