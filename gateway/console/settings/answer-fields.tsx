import { ServedSource, Survey } from '../../../shared/numbers.ts'
import { t } from '../frame/language.ts'
import { FractionField, numberIn, SelectField } from './fields.tsx'
import { textIn } from './settings-form.tsx'
import type { TouchpointSettings } from './sites-document.ts'

const servedChoices = ['auto', ...ServedSource.options] as const

/** What a button means, who is asked, and when that is enough; who counts the customers. */
export function AnswerFields({ touchpoint }: { touchpoint: TouchpointSettings }) {
  const { question, survey = 'spontaneous', threshold = 0.6, served = 'auto' } = touchpoint
  return (
    <>
      <label class="field wide">
        {t('settings.answers.ratings')}
        <input
          name="ratings"
          defaultValue={question?.ratings?.join(', ') ?? ''}
          pattern="\s*(100|\d{1,2})(\s*,\s*(100|\d{1,2})){1,15}\s*"
          title={t('settings.answers.ratings-says')}
          maxLength={80}
        />
        <span class="aside">{t('settings.answers.ratings-says')}</span>
      </label>
      <SelectField
        name="survey"
        label={t('settings.answers.survey')}
        value={survey}
        options={Survey.options.map(one => [one, t(`settings.answers.surveys.${one}`)])}
      />
      <FractionField
        name="threshold"
        label={t('settings.answers.threshold')}
        value={Math.round(1000 * threshold) / 10}
        most={100}
      />
      <SelectField
        name="served"
        label={t('settings.answers.served')}
        value={served}
        options={servedChoices.map(one => [one, t(`settings.answers.sources.${one}`)])}
      />
      <p class="aside">{t('settings.answers.series')}</p>
    </>
  )
}

/** What the fields say of the ratings: null is one for each button. */
export function ratingsIn(fields: FormData): number[] | null {
  const text = textIn(fields, 'ratings')
  return text === '' ? null : text.split(',').map(Number)
}

/** What they say of everything else. */
export function answersIn(
  fields: FormData,
): Pick<TouchpointSettings, 'survey' | 'threshold' | 'served'> {
  return {
    survey: Survey.parse(textIn(fields, 'survey')),
    threshold: Math.round(10 * numberIn(fields, 'threshold')) / 1000,
    served: textIn(fields, 'served'),
  }
}
