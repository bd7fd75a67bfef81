import type { DeviceEvent } from '../../shared/events.ts'
import type { Entry } from './tally.ts'

type Heartbeat = Extract<DeviceEvent, { kind: 'heartbeat' }>

/** What was counted of one boot, to be compared with what the device counted itself. */
interface BootCount {
  /** The highest visit: a late `left` is no new customer. */
  newest: number
  visits: number
  presses: number
  lostVisits: number
  lostPresses: number
}

/** The last boots of a device by name, the newest last. */
export type BootCounts = Record<string, BootCount>

/** Boots whose events may be mixed, because some had to be placed by their arrival. */
const bootsKept = 4

const uncounted: BootCount = { newest: 0, visits: 0, presses: 0, lostVisits: 0, lostPresses: 0 }

export const countOf = (boots: BootCounts, boot: string) => boots[boot] ?? uncounted

export function withBoot(boots: BootCounts, boot: string, change: Partial<BootCount>): BootCounts {
  const after = { ...countOf(boots, boot), ...change }
  if (boot in boots) return { ...boots, [boot]: after }
  return Object.fromEntries([...Object.entries(boots).slice(1 - bootsKept), [boot, after]])
}

/** What the device counted and we did not was lost, until it arrives. */
export function compareCounts(
  boots: BootCounts,
  { boot, pressed, visits }: Heartbeat,
  time: number,
): { boots: BootCounts; entries: Entry[] } {
  const counted = countOf(boots, boot)
  const presses = pressed.reduce((sum, n) => sum + n, 0)
  const lostPresses = Math.max(0, presses - counted.presses)
  const lostVisits = Math.max(0, visits - counted.visits)
  const isKnown = lostPresses === counted.lostPresses && lostVisits === counted.lostVisits
  if (isKnown && boot in boots) return { boots, entries: [] }
  const entries: Entry[] = [
    { time, what: 'lost-presses', by: lostPresses - counted.lostPresses },
    { time, what: 'lost-visits', by: lostVisits - counted.lostVisits },
  ]
  return { boots: withBoot(boots, boot, { lostPresses, lostVisits }), entries }
}
