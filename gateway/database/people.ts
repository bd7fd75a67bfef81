import type { Role } from '../access/rights.ts'
import type { Database } from './database.ts'

export interface Person {
  name: string
  role: Role
  /** As a hash; null until the first one is set. */
  password: string | null
  /** Epoch ms. */
  since: number
}

/** Those who look at the console. */
export interface People {
  find(name: string): Person | null
  all(): Person[]
  put(person: Person): void
  remove(name: string): boolean
}

export function openPeople({ sqlite }: Database): People {
  const select = sqlite.prepare<[string], Person>('select * from people where name = ?')
  const selectAll = sqlite.prepare<[], Person>('select * from people order by name')
  const put = sqlite.prepare('insert or replace into people values (?, ?, ?, ?)')
  const remove = sqlite.prepare('delete from people where name = ?')
  return {
    find: name => select.get(name) ?? null,
    all: () => selectAll.all(),
    put({ name, role, password, since }) {
      put.run(name, role, password, since)
    },
    remove: name => remove.run(name).changes > 0,
  }
}
