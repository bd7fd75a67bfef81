import type { ComponentChildren } from 'preact'
import { t } from '../frame/language.ts'
import { Link } from '../frame/link.tsx'
import type { PageProps } from '../frame/pages.ts'
import { addressOfPage } from '../frame/view.ts'
import '../style/settings.css'
import { NewTouchpoint } from './new-touchpoint.tsx'
import { NewSiteForm, SiteForm } from './site-form.tsx'
import { TouchpointForm } from './touchpoint-form.tsx'
import { useSettings } from './use-settings.ts'
import { VersionsList } from './versions-list.tsx'

/** Sites, touchpoints, opening hours and questions; who may come in is said on a page of its own. */
export function SettingsPage({ site: { id, timeZone } }: PageProps) {
  const settings = useSettings()
  const { sites } = settings
  if (!sites) return <p class="empty">{t('frame.opening')}</p>
  const site = sites.find(one => one.id === id) ?? { id }
  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.settings')}</h1>
        <p class="when">
          <Link to={addressOfPage('access')}>{t('settings.people')}</Link> ·{' '}
          <Link to={addressOfPage('start')}>{t('frame.page.start')}</Link>
        </p>
      </header>
      {settings.inFile && <p class="notice in-file">{t('settings.in-file')}</p>}
      <div class="settings">
        <Part title={t('settings.touchpoint.name')}>
          {(site.touchpoints ?? []).map(touchpoint => (
            <TouchpointForm
              key={`${id} ${touchpoint.id}`}
              settings={settings}
              site={site}
              timeZone={timeZone}
              touchpoint={touchpoint}
            />
          ))}
          <NewTouchpoint settings={settings} site={site} />
        </Part>
        <div class="settings-beside">
          <Part title={t('settings.site.name')}>
            <SiteForm key={id} settings={settings} site={site} />
          </Part>
          <Part title={t('settings.site.new')}>
            <NewSiteForm settings={settings} />
          </Part>
          <Part title={t('settings.versions.name')}>
            <VersionsList versions={settings.versions} timeZone={timeZone} />
          </Part>
        </div>
      </div>
    </>
  )
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="card settings-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
