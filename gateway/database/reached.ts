import type { Database } from './database.ts'

/**
 * The last place in the event log up to which a device was counted. Where a round of counting was
 * broken off, that of some devices lies ahead of all others.
 */
export interface Reached {
  of(device: number): number
  put(device: number, place: number): void
  clear(): void
}

export function openReached({ sqlite }: Database): Reached {
  const select = sqlite.prepare<[number], { place: number }>(
    'select place from reached where device = ?',
  )
  const put = sqlite.prepare(
    'insert into reached values (?, ?) on conflict do update set place = excluded.place',
  )
  return {
    of: device => select.get(device)?.place ?? 0,
    put(device, place) {
      put.run(device, place)
    },
    clear() {
      sqlite.exec('delete from reached')
    },
  }
}
