import type { Action, Deed } from '../../shared/deeds.ts'
import type { Database } from './database.ts'

/** Who changed what; the database refuses to change or delete a row of it. */
export interface AuditLog {
  add(deed: Omit<Deed, 'id'> & { action: Action }): void
  /** The newest first, from before a given one on. */
  before(id: number, limit: number): Deed[]
}

export function openAuditLog({ sqlite }: Database): AuditLog {
  const insert = sqlite.prepare('insert into audit (at, who, action, detail) values (?, ?, ?, ?)')
  const select = sqlite.prepare<[number, number], Deed>(
    'select * from audit where id < ? order by id desc limit ?',
  )
  return {
    add({ at, who, action, detail }) {
      insert.run(at, who, action, detail)
    },
    before: (id, limit) => select.all(id, limit),
  }
}
