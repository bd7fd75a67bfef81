import type { Database } from './database.ts'

/** Single values that belong to the database, such as the rules its tallies were counted by. */
export interface Notes {
  read(name: 'rules'): string | null
  write(name: 'rules', value: string): void
}

export function openNotes({ sqlite }: Database): Notes {
  const select = sqlite.prepare<[string], { value: string }>(
    'select value from notes where name = ?',
  )
  const put = sqlite.prepare('insert or replace into notes values (?, ?)')
  return {
    read: name => select.get(name)?.value ?? null,
    write(name, value) {
      put.run(name, value)
    },
  }
}
