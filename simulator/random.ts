/** Random numbers that are the same for the same seed, on every machine. */
export interface Random {
  /** 0 up to (not with) 1. */
  next(): number
  chance(probability: number): boolean
  between(low: number, high: number): number
  /** Normally distributed, by Box and Muller. */
  normal(mean: number, deviation: number): number
  /** Time to the next of events that come independently of each other. */
  exponential(mean: number): number
  /** An index, each as likely as its weight. */
  weighted(weights: readonly number[]): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  /** Another generator: what is drawn from it changes nothing that is drawn here. */
  fork(): Random
}

/** The generator is mulberry32: small, fast, and good enough for crowds. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  let spare: number | null = null
  function standardNormal(): number {
    if (spare !== null) {
      const drawn = spare
      spare = null
      return drawn
    }
    const length = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    spare = length * Math.sin(angle)
    return length * Math.cos(angle)
  }
  return {
    next,
    chance: probability => next() < probability,
    between: (low, high) => low + (high - low) * next(),
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    exponential: mean => -mean * Math.log(1 - next()),
    weighted(weights) {
      let rest = next() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex(weight => {
        rest -= weight
        return rest < 0
      })
      return index < 0 ? weights.length - 1 : index
    },
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
    fork: () => seededRandom(next() * 2 ** 32),
  }
}
