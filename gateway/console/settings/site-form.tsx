import { t } from '../frame/language.ts'
import { SettingsForm, textIn } from './settings-form.tsx'
import { idFrom, type SiteSettings, withSite, withTouchpoint } from './sites-document.ts'
import type { Settings } from './use-settings.ts'

/** What a site is called, and by which clock it lives. */
export function SiteForm({ settings, site }: { settings: Settings; site: SiteSettings }) {
  function read(fields: FormData, sites: readonly SiteSettings[]) {
    return withSite(sites, site.id, one => ({ ...one, ...siteIn(fields) }))
  }
  return (
    <SettingsForm settings={settings} submit={t('settings.save')} read={read}>
      <SiteFields name={site.name ?? site.id} timeZone={site.timeZone} />
    </SettingsForm>
  )
}

/** A site begins with its first touchpoint: without one there is nothing to look at. */
export function NewSiteForm({ settings }: { settings: Settings }) {
  function read(fields: FormData, sites: readonly SiteSettings[]) {
    const site = siteIn(fields)
    const name = textIn(fields, 'touchpoint')
    const id = idFrom(
      site.name,
      sites.map(one => one.id),
      'site',
    )
    const counter = idFrom(name, [], 'counter')
    return withSite(sites, id, one =>
      withTouchpoint({ ...one, ...site }, counter, point => ({
        ...point,
        name,
        devices: [counter],
      })),
    )
  }
  return (
    <SettingsForm settings={settings} submit={t('settings.site.add')} read={read}>
      <SiteFields name="" timeZone={undefined} />
      <label class="field">
        {t('settings.site.first')}
        <input name="touchpoint" maxLength={64} required />
      </label>
    </SettingsForm>
  )
}

function SiteFields({ name, timeZone }: { name: string; timeZone: string | undefined }) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <>
      <label class="field">
        {t('settings.site.called')}
        <input name="name" defaultValue={name} maxLength={64} required />
      </label>
      <label class="field">
        {t('settings.site.zone')}
        <select name="zone">
          {[...new Set([timeZone ?? here, ...Intl.supportedValuesOf('timeZone')])].map(zone => (
            <option key={zone} value={zone} selected={zone === (timeZone ?? here)}>
              {zone}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

const siteIn = (fields: FormData) => ({
  name: textIn(fields, 'name'),
  timeZone: textIn(fields, 'zone'),
})
