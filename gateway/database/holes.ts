import type { Database } from './database.ts'

/** What a device told and never arrived: so many events before one that did. */
interface Hole {
  boot: string
  /** The seq that arrived after the hole. */
  next: number
  /** When that happened, epoch ms. */
  time: number
}

/** Where the holes in each boot's seq end; their length follows from what was received. */
export interface Holes {
  put(boot: number, next: number, device: number, time: number): void
  /** Keeps only the holes before these seqs. */
  keep(boot: number, nexts: Set<number>): void
  between(device: number, from: number, to: number): Hole[]
  clear(): void
}

export function openHoles({ sqlite }: Database): Holes {
  const insert = sqlite.prepare('insert or replace into holes values (?, ?, ?, ?)')
  const selectNexts = sqlite.prepare<[number], { next: number }>(
    'select next from holes where boot = ?',
  )
  const remove = sqlite.prepare('delete from holes where boot = ? and next = ?')
  const select = sqlite.prepare<[number, number, number], Hole>(
    `select boots.boot, next, time from holes join boots on boots.id = holes.boot
     where holes.device = ? and time >= ? and time < ? order by time`,
  )
  return {
    put(boot, next, device, time) {
      insert.run(boot, next, device, time)
    },
    keep(boot, nexts) {
      for (const { next } of selectNexts.all(boot)) if (!nexts.has(next)) remove.run(boot, next)
    },
    between: (device, from, to) => select.all(device, from, to),
    clear() {
      sqlite.exec('delete from holes')
    },
  }
}
