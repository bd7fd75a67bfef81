import { effect, signal } from '@preact/signals'
import i18next from 'i18next'
import { bg } from '../words/bg.ts'
import { en } from '../words/en.ts'
import { ru } from '../words/ru.ts'
import { remember, remembered } from './remembered.ts'

export const LANGUAGES = { en: 'English', ru: 'Русский', bg: 'Български' } as const
export type Language = keyof typeof LANGUAGES

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

const kept = 'loyalty-language'
const spoken = signal<Language>('en')

export async function startLanguage(): Promise<void> {
  spoken.value = known(remembered(kept) ?? '') ?? preferred()
  await i18next.init({
    lng: spoken.value,
    fallbackLng: 'en',
    resources: { en: { translation: en }, ru: { translation: ru }, bg: { translation: bg } },
    // Preact escapes what it shows.
    interpolation: { escapeValue: false },
  })
  effect(() => {
    document.documentElement.lang = spoken.value
  })
}

/** Words in the reader's language; what shows them is drawn anew when that changes. */
export const t = new Proxy(i18next.t, {
  apply(translate, self, asked) {
    void spoken.value
    return Reflect.apply(translate, self, asked)
  },
})

export const language = (): Language => spoken.value

/** With the region that the browser prefers, so that an English clock is right in London too. */
export function locale(): string {
  return navigator.languages.find(tag => known(tag) === language()) ?? language()
}

export async function speak(chosen: Language): Promise<void> {
  await i18next.changeLanguage(chosen)
  spoken.value = chosen
  remember(kept, chosen)
}

function preferred(): Language {
  return navigator.languages.map(known).find(found => found !== undefined) ?? 'en'
}

function known(tag: string): Language | undefined {
  const spokenTag = tag.toLowerCase().split('-')[0]
  return (Object.keys(LANGUAGES) as Language[]).find(one => one === spokenTag)
}
