import { notBlank } from '../frame/field-words.ts'
import { t } from '../frame/language.ts'
import { SettingsForm, textIn } from './settings-form.tsx'
import { idFrom, type SiteSettings, withSite } from './sites-document.ts'
import type { Settings } from './use-settings.ts'

interface NewTouchpointProps {
  settings: Settings
  site: SiteSettings
}

/** A touchpoint, and a remote of its name that may be mounted there. */
export function NewTouchpoint({ settings, site }: NewTouchpointProps) {
  function read(fields: FormData, sites: readonly SiteSettings[]) {
    const name = textIn(fields, 'name')
    return withSite(sites, site.id, one => {
      const { touchpoints = [] } = one
      const taken = touchpoints.flatMap(({ id, devices = [] }) => [id, ...devices])
      const id = idFrom(name, taken, 'counter')
      return { ...one, touchpoints: [...touchpoints, { id, name, devices: [id] }] }
    })
  }
  return (
    <SettingsForm settings={settings} submit={t('settings.touchpoint.add')} read={read}>
      <label class="field">
        {t('settings.touchpoint.new')}
        <input name="name" maxLength={64} pattern={notBlank} required />
      </label>
    </SettingsForm>
  )
}
