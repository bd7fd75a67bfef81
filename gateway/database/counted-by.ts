import type { DatedRules } from '../dated-rules.ts'
import type { Database } from './database.ts'

/** By which rules the facts of each device were counted. */
export interface CountedBy {
  /** Null when nothing was counted yet. */
  of(device: number): DatedRules[] | null
  put(device: number, rules: DatedRules[]): void
  clear(): void
}

export function openCountedBy({ sqlite }: Database): CountedBy {
  const select = sqlite.prepare<[number], { rules: string }>(
    'select rules from counted_by where device = ?',
  )
  const insert = sqlite.prepare('insert or replace into counted_by values (?, ?)')
  return {
    of(device) {
      const row = select.get(device)
      return row ? (JSON.parse(row.rules) as DatedRules[]) : null
    },
    put(device, rules) {
      insert.run(device, JSON.stringify(rules))
    },
    clear() {
      sqlite.exec('delete from counted_by')
    },
  }
}
