/** So much may be done at once, and so much a second after that. */
export interface Allowance {
  /** Takes one; gives the ms to wait where nothing is left, else 0. */
  take(who: string, now: number): number
  /** Gives back what was taken for something that turned out well. */
  giveBack(who: string): void
}

interface Bucket {
  left: number
  at: number
}

/** So many are remembered; those who asked longest ago are forgotten first. */
const mostRemembered = 10_000

export function anAllowance(atOnce: number, perSecond: number): Allowance {
  const buckets = new Map<string, Bucket>()
  return {
    take(who, now) {
      const { left, at } = buckets.get(who) ?? { left: atOnce, at: now }
      // A clock that was set back gives nothing, and takes nothing.
      const filled = Math.min(atOnce, left + (Math.max(0, now - at) / 1000) * perSecond)
      const isEnough = filled >= 1
      buckets.delete(who)
      buckets.set(who, { left: isEnough ? filled - 1 : filled, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > mostRemembered && oldest !== undefined) buckets.delete(oldest)
      return isEnough ? 0 : Math.ceil(((1 - filled) / perSecond) * 1000)
    },
    giveBack(who) {
      const bucket = buckets.get(who)
      if (bucket) bucket.left = Math.min(atOnce, bucket.left + 1)
    },
  }
}
