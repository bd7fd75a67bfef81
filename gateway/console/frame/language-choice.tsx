import { LANGUAGES, type Language, language, speak, t } from './language.ts'

export function LanguageChoice() {
  return (
    <fieldset class="languages">
      <legend class="hidden">{t('frame.language')}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map(one => (
        <button
          key={one}
          type="button"
          lang={one}
          title={LANGUAGES[one]}
          aria-label={`${one.toUpperCase()} – ${LANGUAGES[one]}`}
          aria-pressed={one === language()}
          onClick={() => void speak(one)}
        >
          {one.toUpperCase()}
        </button>
      ))}
    </fieldset>
  )
}
