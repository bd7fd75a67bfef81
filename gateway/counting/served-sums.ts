import type { ServedBy, ServedSource } from '../../shared/numbers.ts'
import { addTo, answersIn, type Tally, unseenIn } from './tally.ts'

/** What each source says of a quarter-hour. */
export type Known = Record<ServedSource, number | null>

/** Who is believed of a quarter-hour, if anybody is. */
export type Believed = ServedSource | 'none'

export interface Served {
  served: number | null
  servedBy: ServedBy
  /** Answers that can be set against the customers counted: all of them when nobody was counted. */
  answers: Record<string, number>
  /** All that was counted. */
  tally: Tally
}

/** Adds quarter-hours up, each with the source that is believed of it. */
export class ServedSums {
  #told: Known = { presence: null, till: null, manual: null }
  #both = { presence: 0, till: 0 }
  #chosen: Known = { presence: null, till: null, manual: null }
  #tallies: Record<Believed, Tally> = { presence: {}, till: {}, manual: {}, none: {} }

  /** Counts the customers of a quarter-hour; says where what they answered belongs. */
  count(known: Known, chosen: ServedSource | null): Believed {
    for (const source of sources) {
      const customers = known[source]
      if (customers !== null) this.#told[source] = (this.#told[source] ?? 0) + customers
    }
    if (known.presence !== null && known.till !== null) {
      this.#both.presence += known.presence
      this.#both.till += known.till
    }
    if (chosen) this.#chosen[chosen] = sum(this.#chosen[chosen], known[chosen] ?? 0)
    return chosen ?? 'none'
  }

  /** The same where only a sensor can have seen them. */
  countSeen(customers: number | null, isBelieved: boolean): Believed {
    if (customers === null) return 'none'
    this.#told.presence = (this.#told.presence ?? 0) + customers
    if (!isBelieved) return 'none'
    this.#chosen.presence = (this.#chosen.presence ?? 0) + customers
    return 'presence'
  }

  add(believed: Believed, tally: Tally): void {
    addTo(this.#tallies[believed], tally)
  }

  result(): Served {
    const served = sources.map(source => this.#chosen[source]).reduce(sum, null)
    const { presence, till } = this.#both
    const discrepancy = till > 0 ? presence / till - 1 : null
    return {
      served,
      servedBy: { source: this.#source(), ...this.#told, discrepancy },
      answers: this.#answers(served),
      tally: Object.values(this.#tallies).reduce((sum, one) => addTo(sum, one), {}),
    }
  }

  /** Nights of which a sensor knows that nobody came do not make a day at the till a mixed one. */
  #source(): ServedBy['source'] {
    const knowing = sources.filter(source => this.#chosen[source] !== null)
    const counting = knowing.filter(source => this.#chosen[source] !== 0)
    const [source = null, ...others] = counting.length > 0 ? counting : knowing
    return others.length > 0 ? 'mixed' : source
  }

  #answers(served: number | null): Record<string, number> {
    const { presence, till, manual, none } = this.#tallies
    const answers: Record<string, number> = {}
    const all = [presence, till, manual, ...(served === null ? [none] : [])]
    for (const tally of all) addAnswers(answers, answersIn(tally), 1)
    addAnswers(answers, unseenIn(presence), -1)
    return answers
  }
}

const sources = ['till', 'presence', 'manual'] as const

const sum = (one: number | null, other: number | null) =>
  one === null ? other : other === null ? one : one + other

function addAnswers(sum: Record<string, number>, more: Record<string, number>, sign: 1 | -1) {
  for (const [rating, n] of Object.entries(more)) sum[rating] = (sum[rating] ?? 0) + sign * n
}
