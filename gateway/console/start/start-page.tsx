import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { t } from '../frame/language.ts'
import { Link } from '../frame/link.tsx'
import type { PageProps } from '../frame/pages.ts'
import { addressOfPage, choose, page } from '../frame/view.ts'
import { NewSiteForm } from '../settings/site-form.tsx'
import { useSettings } from '../settings/use-settings.ts'
import '../style/access.css'
import '../style/settings.css'
import { FirstPress, useFirstPress } from './first-press.tsx'
import { FirstRemote } from './first-remote.tsx'

/** Leads from nothing to the first press that is seen. */
export function StartPage({ site: { id } }: PageProps) {
  const settings = useSettings()
  const press = useFirstPress()
  // Whoever was led here stays when there is something to look at.
  useEffect(() => {
    if (page.value !== 'start') choose({ page: 'start' })
  }, [])
  const { sites } = settings
  if (!sites) return <p class="empty">{t('frame.opening')}</p>
  const site = sites.find(one => one.id === id) ?? sites[0]
  const [touchpoint] = site?.touchpoints ?? []
  const isNamed = site !== undefined && touchpoint !== undefined
  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.start')}</h1>
      </header>
      <ol class="steps">
        <Step title={t('start.place.name')} done={isNamed}>
          {isNamed ? (
            <p>
              {t('start.place.done', {
                site: site.name ?? site.id,
                touchpoint: touchpoint.name ?? touchpoint.id,
              })}
            </p>
          ) : (
            <>
              <p class="aside">{t('start.place.says')}</p>
              {settings.inFile && <p class="notice">{t('settings.in-file')}</p>}
              <NewSiteForm settings={settings} />
            </>
          )}
        </Step>
        <Step title={t('start.remote.name')} done={press !== null}>
          {isNamed && <FirstRemote site={site} touchpoint={touchpoint} />}
        </Step>
        <Step title={t('start.press.name')} done={press !== null}>
          {isNamed && <FirstPress press={press} />}
        </Step>
      </ol>
      {isNamed && (
        <p class="page-head">
          <Link to={addressOfPage('live', { site: site.id })}>{t('start.live')}</Link>
          <Link to={addressOfPage('settings', { site: site.id })}>{t('start.settings')}</Link>
        </p>
      )}
    </>
  )
}

interface StepProps {
  title: string
  done: boolean
  children: ComponentChildren
}

function Step({ title, done, children }: StepProps) {
  return (
    <li class="card step">
      <h2>
        {title} {done && <span aria-hidden="true">✓</span>}
      </h2>
      {children}
    </li>
  )
}
