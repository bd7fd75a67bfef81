import type { PresenceFact } from '../../firmware/visits.ts'

/** Nearer than this for a while is a customer; away for longer, and they are gone. */
const nearMm = 1000
const comesMs = 1000
const goneMs = 3000
const shortestMs = 5000

/** The counter that everybody writes first: a distance, three times, and nothing learnt. */
export class NaiveCounter {
  #since: number | null = null
  #lastNear = 0
  #there = false
  #visits = 0

  see(t: number, mm: number | null): PresenceFact[] {
    const near = mm !== null && mm < nearMm
    if (near) {
      this.#since ??= t
      this.#lastNear = t
      if (t - this.#since >= comesMs) this.#there = true
      return []
    }
    if (this.#there && t - this.#lastNear < goneMs) return []
    // One reading without an echo proves nothing about somebody who is just coming.
    return this.#there || mm !== null ? this.end() : []
  }

  /** The visit that ends here, if one does. */
  end(): PresenceFact[] {
    const since = this.#since
    const stayMs = this.#lastNear - (since ?? 0)
    const counts = this.#there && since !== null && stayMs >= shortestMs
    this.#since = null
    this.#there = false
    if (!counts) return []
    this.#visits += 1
    const visit = this.#visits
    return [
      { kind: 'arrived', up: since, visit },
      { kind: 'left', up: this.#lastNear, visit, stayMs, nearestMm: 0 },
    ]
  }
}
