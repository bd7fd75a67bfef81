import type { RejectionReason } from '../../shared/losses.ts'
import type { Database } from './database.ts'

/** A message that is no event, kept with its reason so that it blocks nobody. */
export interface Rejection {
  receivedAt: number
  topic: string
  reason: RejectionReason
  /** What was expected, and where. */
  detail: string
  payload: Uint8Array
}

export interface Rejections {
  add(rejection: Rejection): void
  /** The newest first; the payload as text, as far as it was kept. */
  newest(limit: number): (Omit<Rejection, 'payload'> & { bytes: number; payload: string })[]
  count(): number
  /** Removes what was received in a span; gives how much that was. */
  remove(from: number, to: number): number
}

/** Of a broken payload this much is kept. */
const keptBytes = 1024

export function openRejections({ sqlite }: Database): Rejections {
  const insert = sqlite.prepare(
    `insert into rejected (received_at, topic, reason, detail, bytes, payload)
     values (?, ?, ?, ?, ?, ?)`,
  )
  const select = sqlite.prepare<
    [number],
    Omit<Rejection, 'payload'> & { bytes: number; payload: Uint8Array }
  >(
    `select received_at as receivedAt, topic, reason, detail, bytes, payload
     from rejected order by id desc limit ?`,
  )
  const selectCount = sqlite.prepare<[], { n: number }>('select count(*) as n from rejected')
  const remove = sqlite.prepare('delete from rejected where received_at >= ? and received_at < ?')
  return {
    add({ receivedAt, topic, reason, detail, payload }) {
      const kept = payload.subarray(0, keptBytes)
      insert.run(receivedAt, topic, reason, detail, payload.length, kept)
    },
    newest: limit =>
      select.all(limit).map(row => ({ ...row, payload: new TextDecoder().decode(row.payload) })),
    count: () => selectCount.get()?.n ?? 0,
    remove: (from, to) => remove.run(from, to).changes,
  }
}
