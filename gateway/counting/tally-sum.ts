import type { Counted, Tally } from './tally.ts'

/** The sum of thousands of tallies: most tell of the same things in the same order. */
export class TallySum {
  #names: Counted[] = []
  #counts: number[] = []
  #places = new Map<Counted, number>()

  add(tally: Tally): void {
    let place = 0
    for (const name in tally) {
      const what = name as Counted
      if (this.#names[place] !== what) place = this.#placeOf(what)
      this.#counts[place] = (this.#counts[place] ?? 0) + (tally[what] ?? 0)
      place += 1
    }
  }

  /** Without what is 0, as `addTo` leaves it. */
  result(): Tally {
    const counted = this.#names.map((what, place) => [what, this.#counts[place] ?? 0] as const)
    return Object.fromEntries(counted.filter(([, count]) => count !== 0))
  }

  #placeOf(what: Counted): number {
    const known = this.#places.get(what)
    if (known !== undefined) return known
    this.#places.set(what, this.#names.length)
    return this.#names.push(what) - 1
  }
}
