import i18next from 'i18next'
import bg from './words/bg.json'
import en from './words/en.json'
import ru from './words/ru.json'

export const LANGUAGES = { en: 'English', ru: 'Русский', bg: 'Български' } as const
export type Language = keyof typeof LANGUAGES

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

const REMEMBERED = 'loyalty-language'

export async function startLanguage(): Promise<void> {
  await i18next.init({
    lng: remembered() ?? preferred(),
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru }, bg: { translation: bg } },
    // Preact escapes what it shows.
    interpolation: { escapeValue: false },
  })
}

export function language(): Language {
  return known(i18next.language) ?? 'en'
}

/** With the region that the browser prefers, so that an English clock is right in London too. */
export function locale(): string {
  return navigator.languages.find(tag => known(tag) === language()) ?? language()
}

export async function speak(chosen: Language): Promise<void> {
  await i18next.changeLanguage(chosen)
  try {
    localStorage.setItem(REMEMBERED, chosen)
  } catch {
    // Storage may be forbidden: the choice then holds until the page is left.
  }
}

function remembered(): Language | undefined {
  try {
    return known(localStorage.getItem(REMEMBERED) ?? '')
  } catch {
    return undefined
  }
}

function preferred(): Language {
  return navigator.languages.map(known).find(found => found !== undefined) ?? 'en'
}

function known(tag: string): Language | undefined {
  const spoken = tag.toLowerCase().split('-')[0]
  return (Object.keys(LANGUAGES) as Language[]).find(one => one === spoken)
}
