import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownDeeds } from '../shared/deeds.ts'
import { changes } from './support/changes.ts'

const CONSOLE = join(import.meta.dirname, '../gateway/console')
const LANGUAGES = ['en', 'ru', 'bg']
const PLURAL = /_(zero|one|two|few|many|other)$/

interface Words {
  [key: string]: string | Words
}

function wordsOf(language: string): Map<string, string> {
  const folder = join(CONSOLE, 'words', language)
  const words = readdirSync(folder).flatMap(file =>
    flat(JSON.parse(readFileSync(join(folder, file), 'utf8')), `${file.replace('.json', '')}.`),
  )
  return new Map(words)
}

function flat(words: Words, prefix: string): [string, string][] {
  return Object.entries(words).flatMap(([key, word]): [string, string][] =>
    typeof word === 'string' ? [[prefix + key, word]] : flat(word, `${prefix}${key}.`),
  )
}

function singular(keys: Iterable<string>): string[] {
  return [...new Set([...keys].map(key => key.replace(PLURAL, '')))].sort()
}

/** Keys as the sources write them; `*` stands for what a template fills in. */
function usedKeys(): string[] {
  const sources = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.tsx?$/.test(path) && !path.startsWith('dist'))
    .map(path => readFileSync(join(CONSOLE, path), 'utf8'))
  return sources.flatMap(source =>
    [...source.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]+)`)/g)].map(([, plain, template]) =>
      (plain ?? template ?? '').replaceAll(/\$\{[^}]*\}/g, '*'),
    ),
  )
}

function fits(used: string, key: string): boolean {
  const [start = '', end] = used.split('*')
  return end === undefined ? key === used : key.startsWith(start) && key.endsWith(end)
}

const english = singular(wordsOf('en').keys())

test.each(LANGUAGES)('%s has the same keys as English, and no empty word', language => {
  const words = wordsOf(language)
  expect(singular(words.keys())).toEqual(english)
  expect([...words].filter(([, word]) => word.trim() === '')).toEqual([])
})

test.each(LANGUAGES)('%s has every plural form that its grammar asks for', language => {
  const words = wordsOf(language)
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const counted = singular([...words.keys()].filter(key => PLURAL.test(key)))
  expect(counted.length).toBeGreaterThan(0)
  for (const key of counted) {
    const given = [...words.keys()].filter(one => one !== key && one.replace(PLURAL, '') === key)
    expect(given.sort(), key).toEqual(forms.map(form => `${key}_${form}`).sort())
  }
})

test.each(LANGUAGES)('%s fills in the same things as English', language => {
  const placeholders = (words: Map<string, string>, key: string) => {
    const word = words.get(key) ?? words.get(`${key}_other`) ?? ''
    return [...word.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort()
  }
  const [words, inEnglish] = [wordsOf(language), wordsOf('en')]
  for (const key of english) {
    expect(placeholders(words, key), key).toEqual(placeholders(inEnglish, key))
  }
})

/** Names that are the same everywhere. */
const international = /^(CSV|NPS|CSAT|CES|NPS, CSAT, CES)$/

test.each(['ru', 'bg'])('%s leaves no English word untranslated', language => {
  const words = wordsOf(language)
  const letters = language === 'ru' ? /[а-яё]/i : /[а-я]/i
  const left = [...words].filter(([, word]) => {
    const said = word.replaceAll(/\{\{[^}]*\}\}/g, '')
    return /[a-z]/i.test(said) && !letters.test(said) && !international.test(said.trim())
  })
  expect(left).toEqual([])
})

test('whatever the audit log can note has words, and nothing else has', () => {
  const prefix = 'access.audit.deed.'
  const said = [...wordsOf('en').keys()].filter(key => key.startsWith(prefix))
  const noted = [...ownDeeds, ...changes.map(({ action }) => action)]
  expect(said.map(key => key.slice(prefix.length)).sort()).toEqual(noted.sort())
})

test('no source shows words of its own', () => {
  const shown = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.tsx') && !path.startsWith('dist'))
    .flatMap(path => [
      ...readFileSync(join(CONSOLE, path), 'utf8').matchAll(
        // After a tag or a value, up to the next one; and in what is read aloud or pointed at.
        /[^=\s]>\s*([^<>{}()=;:]*[a-z]{2}[^<>{}()=;:]*)[<{]|\}\s*([a-z][^<>{}()=;]*)<\/|\b(?:aria-label|title|alt)="([^"]+)"/gi,
      ),
    ])
    .map(([, text, after, attribute]) => (text ?? after ?? attribute ?? '').trim())
  expect(shown, 'is this test still reading the sources?').toContain('Loyalty Button')
  expect(shown.filter(text => !/^(Loyalty Button|return|const|\W.*)$/.test(text))).toEqual([])
})

test('no field is one that a browser shows in a language of its own', () => {
  const types = readdirSync(CONSOLE, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.tsx') && !path.startsWith('dist'))
    .flatMap(path => [
      ...readFileSync(join(CONSOLE, path), 'utf8').matchAll(/<input[^>]*?\stype="([\w-]+)"/g),
    ])
    .map(([, type]) => type)
  expect(types, 'is this test still reading the sources?').toContain('hidden')
  expect(types.filter(type => /date|time|month|week/.test(type ?? ''))).toEqual([])
})

test('every key that the sources use exists, and every key is used', () => {
  const used = usedKeys()
  expect(used.length, 'no t() found: is this test still reading the sources?').toBeGreaterThan(20)
  expect(used.filter(one => !english.some(key => fits(one, key)))).toEqual([])
  expect(english.filter(key => !used.some(one => fits(one, key)))).toEqual([])
})
