import { notBlank } from '../frame/field-words.ts'
import { t } from '../frame/language.ts'
import { DiscretionFields, discretionIn } from './discretion-fields.tsx'
import { More } from './fields.tsx'
import { Removal } from './removal.tsx'
import { SettingsForm, textIn } from './settings-form.tsx'
import {
  idFrom,
  type SiteSettings,
  withoutSite,
  withSite,
  withTouchpoint,
} from './sites-document.ts'
import type { Settings } from './use-settings.ts'

/** What a site is called, by which clock it lives, and what it keeps back. */
export function SiteForm({ settings, site }: { settings: Settings; site: SiteSettings }) {
  const { id, name = id, timeZone } = site
  function read(fields: FormData, sites: readonly SiteSettings[]) {
    return withSite(sites, id, one => ({ ...one, ...siteIn(fields), ...discretionIn(fields) }))
  }
  return (
    <>
      <SettingsForm settings={settings} submit={t('settings.save')} read={read}>
        <SiteFields name={name} timeZone={timeZone} />
        <More name={t('settings.discretion.name')}>
          <DiscretionFields site={site} />
        </More>
      </SettingsForm>
      <Removal
        settings={settings}
        name={name}
        says={t('settings.removal.site', { name })}
        without={sites => withoutSite(sites, id)}
      />
    </>
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
        <input name="touchpoint" maxLength={64} pattern={notBlank} required />
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
        <input name="name" defaultValue={name} maxLength={64} pattern={notBlank} required />
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
