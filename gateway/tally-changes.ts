import { addTo, type Tally } from './counting/tally.ts'
import type { Counted, Tallies } from './database/tallies.ts'

/** Changes of tallies, gathered so that each row is written once. */
export class TallyChanges {
  #byQuarter = new Map<number, Tally>()
  /** Asked for again and again. */
  #last: { quarter: number; change: Tally } = { quarter: Number.NaN, change: {} }

  at(quarter: number): Tally {
    if (quarter === this.#last.quarter) return this.#last.change
    const change = this.#byQuarter.get(quarter) ?? {}
    this.#byQuarter.set(quarter, change)
    this.#last = { quarter, change }
    return change
  }

  all = () => this.#byQuarter.entries()

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
