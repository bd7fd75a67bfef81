import type { Database } from './database.ts'

/** One thing that somebody did. */
interface Deed {
  id: number
  /** Epoch ms. */
  at: number
  who: string
  /** Like `PUT /api/people/{name}`. */
  action: string
  /** What exactly, as JSON. */
  detail: string
}

/** Who changed what; the database refuses to change or delete a row of it. */
export interface AuditLog {
  add(deed: Omit<Deed, 'id'>): void
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
