import { notBlank } from '../frame/field-words.ts'
import { t } from '../frame/language.ts'
import { AnswerFields, answersIn } from './answer-fields.tsx'
import { CountingFields, countingIn } from './counting-fields.tsx'
import { More } from './fields.tsx'
import { OpeningHours, openingIn } from './opening-hours.tsx'
import { QuestionFields, questionIn } from './question-fields.tsx'
import { Removal } from './removal.tsx'
import { SettingsForm, textIn } from './settings-form.tsx'
import {
  type SiteSettings,
  type TouchpointSettings,
  withoutTouchpoint,
  withSite,
  withTouchpoint,
} from './sites-document.ts'
import type { Settings } from './use-settings.ts'

interface TouchpointFormProps {
  settings: Settings
  site: SiteSettings
  timeZone: string
  touchpoint: TouchpointSettings
}

export function TouchpointForm({ settings, site, timeZone, touchpoint }: TouchpointFormProps) {
  const { id, name = id, question, opening = null, counting } = touchpoint
  function read(fields: FormData, sites: readonly SiteSettings[]) {
    return withSite(sites, site.id, one =>
      withTouchpoint(one, id, before => ({
        ...before,
        ...answersIn(fields),
        name: textIn(fields, 'name'),
        question: questionIn(fields, before.question),
        opening: openingIn(fields, before.opening ?? null),
        counting: countingIn(fields, before.counting),
      })),
    )
  }
  return (
    <details class="touchpoint-settings">
      <summary>{name}</summary>
      <SettingsForm settings={settings} timeZone={timeZone} submit={t('settings.save')} read={read}>
        <label class="field">
          {t('settings.touchpoint.called')}
          <input name="name" defaultValue={name} maxLength={64} pattern={notBlank} required />
        </label>
        <QuestionFields question={question} />
        <OpeningHours opening={opening} />
        <More name={t('settings.answers.name')}>
          <AnswerFields touchpoint={touchpoint} />
        </More>
        <More name={t('settings.counting.name')}>
          <CountingFields counting={counting} />
        </More>
      </SettingsForm>
      <Removal
        settings={settings}
        name={name}
        says={t('settings.removal.touchpoint', { name })}
        without={sites => withSite(sites, site.id, one => withoutTouchpoint(one, id))}
      />
    </details>
  )
}
