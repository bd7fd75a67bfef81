/** One start of a device, as its arrivals tell of it; times in epoch ms. */
export interface BootSpan {
  id: number
  boot: string
  /** When the first of its events arrived. */
  since: number
  /** Start and end by its promptest arrivals. */
  start: number
  end: number
  /** `up` of its last event. */
  lastUp: number
  /** Whether any of its events has a clock that can be trusted. */
  hasClock: boolean
  /** When it connected first, by the gateway's clock: it ran then. */
  connected: number | null
}

/** Where a boot that never reached us in time lies: it began at `start`, give or take `errorMs`. */
export interface LateBoot {
  start: number
  errorMs: number
}

/** Nothing was ever told before this. */
const earliest = Date.UTC(2000, 0, 1)

/**
 * A device runs one boot at a time. If a later boot had begun already when the first event of this
 * one arrived, then none of its arrivals was prompt: all that is known is that it ran between the
 * boot before and the boot after. Several such boots in a row share the room between.
 */
export function lateBootsOf(boots: BootSpan[]): Map<number, LateBoot> {
  const late = new Map<number, LateBoot>()
  let next: BootSpan | undefined
  let chain: BootSpan[] = []
  const place = (before: BootSpan | undefined) => {
    if (!next || chain.length === 0) return
    const from = before?.end ?? earliest
    const ran = chain.reduce((sum, boot) => sum + boot.lastUp, 0)
    const errorMs = Math.ceil(Math.max(0, next.start - from - ran) / 2)
    let start = next.start - ran - errorMs
    for (const boot of chain) {
      late.set(boot.id, { start, errorMs })
      start += boot.lastUp
    }
    chain = []
  }
  for (const boot of inOrder(boots).toReversed()) {
    if (next && !boot.hasClock && next.start < boot.since) {
      chain.unshift(boot)
    } else {
      place(boot)
      next = boot
    }
  }
  place(undefined)
  return late
}

/** Who was heard of last is running now, unless another was known to run before that arrived. */
export function inOrder(boots: BootSpan[]): BootSpan[] {
  const connected = boots.filter(boot => boot.connected !== null)
  const overBy = ({ id, start, since }: BootSpan) =>
    connected.flatMap(({ id: other, connected: at }) =>
      at !== null && other !== id && start < at && at < since ? at - 1 : [],
    )
  return boots
    .map(boot => (boot.hasClock ? boot : { ...boot, end: Math.min(boot.end, ...overBy(boot)) }))
    .sort(byArrival)
}

const byArrival = (one: BootSpan, other: BootSpan) =>
  one.end - other.end || one.since - other.since || (one.boot < other.boot ? -1 : 1)
