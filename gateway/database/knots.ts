import type { Knot, Knots } from '../counting/boot-clock.ts'
import type { Database } from './database.ts'

/** The clocks of all boots, as their arrivals tell. */
export interface KnotTable {
  of(boot: number): Knots
  first(boot: number): Knot | null
  clear(): void
  /** To be called when a transaction failed. */
  forget(): void
}

/** Live events need the two knots around them; all knots of all boots would be too many. */
const mostRemembered = 10_000

export function openKnots({ sqlite }: Database): KnotTable {
  const columns = 'select knot as at, start_us as startUs, witness_ms as witnessMs from knots'
  const select = sqlite.prepare<[number, number], Knot>(`${columns} where boot = ? and knot = ?`)
  const selectBefore = sqlite.prepare<[number, number], Knot>(
    `${columns} where boot = ? and knot < ? order by knot desc limit 1`,
  )
  const selectAfter = sqlite.prepare<[number, number], Knot>(
    `${columns} where boot = ? and knot > ? order by knot limit 1`,
  )
  const put = sqlite.prepare('insert or replace into knots values (?, ?, ?, ?)')
  const remembered = new Map<number, Map<number, Knot>>()
  let count = 0

  function remember(boot: number, knot: Knot): Knot {
    if (count >= mostRemembered) forget()
    const known = remembered.get(boot) ?? new Map<number, Knot>()
    if (!known.has(knot.at)) count += 1
    known.set(knot.at, knot)
    remembered.set(boot, known)
    return knot
  }

  function forget() {
    remembered.clear()
    count = 0
  }

  return {
    of: boot => ({
      get(at) {
        const known = remembered.get(boot)?.get(at)
        if (known) return known
        const found = select.get(boot, at)
        return found ? remember(boot, found) : null
      },
      before: at => selectBefore.get(boot, at) ?? null,
      after: at => selectAfter.get(boot, at) ?? null,
      set(knot) {
        put.run(boot, knot.at, knot.startUs, knot.witnessMs)
        remember(boot, knot)
      },
    }),
    first: boot => selectAfter.get(boot, -1) ?? null,
    clear() {
      sqlite.exec('delete from knots')
      forget()
    },
    forget,
  }
}
