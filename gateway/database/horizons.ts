import type { Database } from './database.ts'

/**
 * Of some devices raw presence was removed. Their tallies before this quarter-hour stay as they
 * were counted, for they cannot be derived any more.
 */
export interface Horizons {
  of(device: number): number
  put(device: number, quarter: number): void
}

export function openHorizons({ sqlite }: Database): Horizons {
  const select = sqlite.prepare<[number], { quarter: number }>(
    'select quarter from horizons where device = ?',
  )
  const insert = sqlite.prepare('insert or replace into horizons values (?, ?)')
  return {
    of: device => select.get(device)?.quarter ?? 0,
    put(device, quarter) {
      insert.run(device, quarter)
    },
  }
}
