import { quarterMs } from './quarter.ts'
import type { Rules } from './rules.ts'
import type { Entry } from './tally.ts'
import type { Told } from './told.ts'

/** What is remembered of the last fact of a device. */
interface LastHeard {
  heardAt: number | null
  heardFrom: string | null
  online: boolean
  sees: boolean
}

interface Heard {
  time: number
  event: Told
}

/** Enters the opening time since the last fact in which the boot was alive, by quarter-hours. */
export function enterAlive(entries: Entry[], before: LastHeard, fact: Heard, rules: Rules): void {
  const end = aliveUntil(before, fact, rules)
  const canSee = before.sees && end === fact.time && isClose(before, fact, rules)
  for (let from = before.heardAt ?? end; from < end; ) {
    const to = Math.min(end, (Math.floor(from / quarterMs) + 1) * quarterMs)
    const openMs = rules.openMs(from, to)
    entries.push({ time: from, what: 'alive', by: openMs })
    if (canSee) {
      entries.push({ time: from, what: 'watched', by: openMs })
      entries.push({ time: from, what: 'watched-closed', by: to - from - openMs })
    }
    from = to
  }
}

/** No connection is taken for alive any longer. */
const longestSilenceMs = 31 * 24 * 3_600_000

const isClose = ({ heardAt }: LastHeard, { time }: Heard, { aliveMs }: Rules) =>
  heardAt !== null && time - heardAt <= aliveMs

/** Until when the boot of the last fact was known to be alive. */
function aliveUntil(before: LastHeard, fact: Heard, rules: Rules): number {
  const { heardAt, heardFrom, online } = before
  const { time, event } = fact
  if (heardAt === null || heardFrom !== event.boot) return 0
  if (isClose(before, fact, rules)) return time
  if (!online || time - heardAt > longestSilenceMs) return 0
  // That a connection broke is noticed late.
  return event.kind === 'status' && !event.online ? time - rules.aliveMs : time
}
