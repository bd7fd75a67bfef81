import type { LateBoot } from '../counting/late-boots.ts'
import type { Database } from './database.ts'

/** Boots that never reached us in time, and where they lie; there are few. */
export interface LateBoots {
  get(boot: number): LateBoot | undefined
  put(boot: number, late: LateBoot | undefined): void
  clear(): void
  /** To be called when a transaction failed. */
  forget(): void
}

export function openLateBoots({ sqlite }: Database): LateBoots {
  const select = sqlite.prepare<[], LateBoot & { boot: number }>(
    'select boot, start, error_ms as errorMs from late_boots',
  )
  const insert = sqlite.prepare('insert or replace into late_boots values (?, ?, ?)')
  const remove = sqlite.prepare('delete from late_boots where boot = ?')
  const load = () => new Map(select.all().map(({ boot, ...late }) => [boot, late]))
  let known = load()
  return {
    get: boot => known.get(boot),
    put(boot, late) {
      if (late) {
        insert.run(boot, late.start, late.errorMs)
        known.set(boot, late)
      } else {
        remove.run(boot)
        known.delete(boot)
      }
    },
    clear() {
      sqlite.exec('delete from late_boots')
      known.clear()
    },
    forget() {
      known = load()
    },
  }
}
