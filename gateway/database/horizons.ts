import type { Database } from './database.ts'

/**
 * Of some devices raw presence was removed. Their tallies before this quarter-hour stay as they
 * were counted, for they cannot be derived any more.
 */
export interface Horizons {
  of(device: number): number
  /** What was told up to a place in the log is counted; before this quarter-hour it stays so. */
  put(device: number, quarter: number, countedTo: number): void
  /** Up to this place in the log, what happened before the horizon is counted for good. */
  countedTo(device: number): number
  /** From this quarter-hour on, something came that happened before the horizon; null: nothing. */
  late(device: number): number | null
  putLate(device: number, late: { quarter: number; countedTo: number }): void
  /** What came late was looked through up to a quarter-hour. */
  lookedThrough(device: number, quarter: number): void
}

interface Horizon {
  quarter: number
  countedTo: number
  late: number | null
}

export function openHorizons({ sqlite }: Database): Horizons {
  const select = sqlite.prepare<[number], Horizon>(
    'select quarter, counted_to as countedTo, late from horizons where device = ?',
  )
  const insert = sqlite.prepare('insert or replace into horizons values (?, ?, ?, ?)')
  const put = (device: number, { quarter, countedTo, late }: Horizon) =>
    insert.run(device, quarter, countedTo, late)
  return {
    of: device => select.get(device)?.quarter ?? 0,
    put(device, quarter, countedTo) {
      put(device, { quarter, countedTo, late: select.get(device)?.late ?? null })
    },
    countedTo: device => select.get(device)?.countedTo ?? 0,
    late: device => select.get(device)?.late ?? null,
    putLate(device, { quarter, countedTo }) {
      const known = select.get(device)
      if (!known) throw new Error(`expected a horizon of device ${device}`)
      put(device, { ...known, countedTo, late: Math.min(quarter, known.late ?? quarter) })
    },
    lookedThrough(device, quarter) {
      const known = select.get(device)
      if (known?.late != null) {
        put(device, { ...known, late: quarter < known.quarter ? quarter : null })
      }
    },
  }
}
