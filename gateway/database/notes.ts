import type { Database } from './database.ts'

/** `counted`: how far in the event log the tallies reach; `hours`: by which tills and hands count. */
type Note = 'counted' | 'hours'

/** Single values that belong to the database. */
export interface Notes {
  read(name: Note): string | null
  write(name: Note, value: string): void
}

export function openNotes({ sqlite }: Database): Notes {
  const select = sqlite.prepare<[string], { value: string }>(
    'select value from notes where name = ?',
  )
  // To replace it would write its place in the index anew.
  const put = sqlite.prepare(
    'insert into notes values (?, ?) on conflict do update set value = excluded.value',
  )
  return {
    read: name => select.get(name)?.value ?? null,
    write(name, value) {
      put.run(name, value)
    },
  }
}
