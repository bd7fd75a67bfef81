import { Metric } from '../../../shared/numbers.ts'
import { LANGUAGES, type Language, t } from '../frame/language.ts'
import { ratingsIn } from './answer-fields.tsx'
import { textIn } from './settings-form.tsx'
import type { TouchpointSettings } from './sites-document.ts'

type Question = TouchpointSettings['question']
const languages = Object.keys(LANGUAGES) as Language[]

/** What customers are asked, in each language, and what their answers become. */
export function QuestionFields({ question }: { question: Question }) {
  const metric = question?.metric ?? 'csat'
  return (
    <>
      {languages.map(language => (
        <label key={language} class="field wide">
          {t('settings.question.text', { language: LANGUAGES[language] })}
          <input
            name={`text-${language}`}
            lang={language}
            defaultValue={textOf(question, language)}
            maxLength={200}
          />
        </label>
      ))}
      <label class="field">
        {t('settings.question.metric')}
        <select name="metric">
          {Metric.options.map(one => (
            <option key={one} value={one} selected={one === metric}>
              {t(`live.gate.name.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function textOf(question: Question, language: Language): string {
  const text = question?.text ?? ''
  return typeof text === 'string' ? text : (text[language] ?? '')
}

/** What the fields say; the same in every language is said once. */
export function questionIn(fields: FormData, before: Question): NonNullable<Question> {
  const texts = languages.flatMap(language => {
    const text = textIn(fields, `text-${language}`)
    return text === '' ? [] : [[language, text] as const]
  })
  const said = new Set(texts.map(([, text]) => text))
  const isOne = texts.length === languages.length && said.size === 1
  const text = isOne ? [...said].join() : texts.length > 0 ? Object.fromEntries(texts) : ''
  return { ...before, text, metric: textIn(fields, 'metric'), ratings: ratingsIn(fields) }
}
