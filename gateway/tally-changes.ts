import { addTo, type Tally } from './counting/tally.ts'
import type { Counted, Tallies } from './database/tallies.ts'

/** Changes of tallies, gathered so that each row is written once. */
export class TallyChanges {
  #byQuarter = new Map<number, Tally>()

  at(quarter: number): Tally {
    const found = this.#byQuarter.get(quarter)
    if (found) return found
    const change: Tally = {}
    this.#byQuarter.set(quarter, change)
    return change
  }

  /** Takes back what a quarter was counted as before. */
  takeBack({ entries }: Counted): void {
    for (const [quarter, tally] of Object.entries(entries))
      addTo(this.at(Number(quarter)), tally, -1)
  }

  save(device: number, tallies: Tallies): void {
    for (const [quarter, change] of this.#byQuarter) {
      if (Object.keys(change).length === 0) continue
      tallies.saveTally(device, quarter, addTo(tallies.tally(device, quarter), change))
    }
  }
}
