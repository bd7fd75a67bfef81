import { t } from '../frame/language.ts'
import { NumberField, numberIn } from './fields.tsx'
import type { SiteSettings } from './sites-document.ts'

/** What is kept back, so that nobody is told from others, or watched while pressing. */
export function DiscretionFields({ site }: { site: SiteSettings }) {
  const { privacy = { minimum: 5 }, live = { answersAtOnce: 5, atMostMinutes: 15 } } = site
  return (
    <>
      <label class="field">
        {t('settings.discretion.minimum')}
        <input
          name="minimum"
          inputMode="numeric"
          defaultValue={String(privacy.minimum)}
          pattern="0|[3-9]|[1-9]\d{1,3}"
          title={t('settings.discretion.minimum-form')}
          required
        />
      </label>
      <NumberField
        name="answersAtOnce"
        label={t('settings.discretion.answersAtOnce')}
        value={live.answersAtOnce}
        least={1}
        most={1000}
      />
      <NumberField
        name="atMostMinutes"
        label={t('settings.discretion.atMostMinutes')}
        value={live.atMostMinutes}
        least={1}
        most={1440}
      />
      <p class="aside">{t('settings.discretion.why')}</p>
    </>
  )
}

export const discretionIn = (fields: FormData): Pick<SiteSettings, 'privacy' | 'live'> => ({
  privacy: { minimum: numberIn(fields, 'minimum') },
  live: {
    answersAtOnce: numberIn(fields, 'answersAtOnce'),
    atMostMinutes: numberIn(fields, 'atMostMinutes'),
  },
})
