import { quarterMs, quarterOf } from './counting/quarter.ts'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import { type DatedRules, firstDifference, knownUntil } from './dated-rules.ts'
import type { Tallying } from './tallying.ts'
import type { Touchpoints } from './touchpoints.ts'

/** Counts again what was counted by other rules than those that hold by now. */
export interface Recount {
  /** Looks for it; to be called whenever the settings changed. */
  look(): void
  /** Whether anything is left. */
  isDue(): boolean
  /** Counts some of it: meanwhile no press is acknowledged. */
  countSome(): void
}

/** So many quarter-hours of a device are counted at once. */
const atOnce = 4

export function openRecount(
  database: Database,
  { devices, countedBy }: Tables,
  tallying: Tallying,
  touchpoints: Touchpoints,
): Recount {
  const due = new Set<number>()

  function rulesOf(id: number) {
    const { site, device } = devices.get(id)
    return touchpoints.datedRulesOf(site, device)
  }

  function countFrom(id: number, from: number, rules: DatedRules[]): number | null {
    try {
      return database.inTransaction(() => {
        const next = tallying.countAgain(id, quarterOf(from), atOnce)
        countedBy.put(id, next === null ? rules : knownUntil(rules, next * quarterMs))
        return next
      })
    } catch (cause) {
      tallying.forget()
      throw cause
    }
  }

  return {
    look() {
      database.inTransaction(() => {
        for (const { id } of devices.all()) {
          const before = countedBy.of(id)
          const from = before && firstDifference(before, rulesOf(id))
          if (!before || from === null) continue
          // New facts are counted by the new rules from now on; which of them is not kept.
          countedBy.put(id, knownUntil(before, from))
          due.add(id)
        }
      })
    },
    isDue: () => due.size > 0,
    countSome() {
      const [id] = due
      if (id === undefined) return
      const rules = rulesOf(id)
      const from = firstDifference(countedBy.of(id) ?? [], rules)
      const next = from === null ? null : countFrom(id, from, rules)
      if (next === null) due.delete(id)
    },
  }
}
