import type { Database } from './database.ts'

/** Events that were stored together. */
export interface EventRow {
  /** The places of the first and the last one in the log. */
  id: number
  last: number
  told: string
}

/** The rows of the event log, found by the places of the events in them. */
export interface EventTable {
  /** What is told comes as UTF-8. */
  insert(id: number, last: number, told: Uint8Array): void
  /** Puts something else in the place of what a row tells; null removes it. */
  change(id: number, told: string | null): void
  /** The rows with what stands after a place in the log, in order. */
  after(id: number): Generator<EventRow>
  /** The rows in which these places may be, each once. */
  at(ids: number[]): Generator<EventRow>
  newest(): EventRow | undefined
  /** Rows that end before they begin or after the next one does; there are none, if all is well. */
  misfits(): { id: number; last: number }[]
}

const rowsAtOnce = 200

export function openEventTable({ sqlite }: Database): EventTable {
  const insert = sqlite.prepare(
    'insert into events (id, last, told) values (?, ?, cast(? as text))',
  )
  const update = sqlite.prepare('update events set told = ? where id = ?')
  const remove = sqlite.prepare('delete from events where id = ?')
  const selectAt = sqlite.prepare<[number], EventRow>(
    'select id, last, told from events where id <= ? order by id desc limit 1',
  )
  const selectAfter = sqlite.prepare<[number, number], EventRow>(
    'select id, last, told from events where id > ? order by id limit ?',
  )
  const selectNewest = sqlite.prepare<[], EventRow>(
    'select id, last, told from events order by id desc limit 1',
  )
  const selectMisfits = sqlite.prepare<[], { id: number; last: number }>(
    `select id, last from
       (select id, last, lead(id) over (order by id) as next from events)
     where last < id or last >= next`,
  )
  return {
    insert(id, last, told) {
      insert.run(id, last, told)
    },
    change(id, told) {
      if (told === null) remove.run(id)
      else update.run(told, id)
    },
    *after(id) {
      const first = selectAt.get(id)
      if (first && first.last > id) yield first
      for (let rows = selectAfter.all(id, rowsAtOnce); rows.length > 0; ) {
        yield* rows
        rows = selectAfter.all(rows.at(-1)?.id ?? 0, rowsAtOnce)
      }
    },
    *at(ids) {
      let row: EventRow | undefined
      for (const id of ids.toSorted((one, other) => one - other)) {
        if (row && id <= row.last) continue
        row = selectAt.get(id)
        if (row) yield row
      }
    },
    newest: () => selectNewest.get(),
    misfits: () => selectMisfits.all(),
  }
}
