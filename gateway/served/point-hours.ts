import { dayOf } from '../calendar.ts'
import type { Rules } from '../counting/rules.ts'
import { rulesAt } from '../dated-rules.ts'
import { datedRulesIn, type Places, type Touchpoints } from '../touchpoints.ts'

/** When a touchpoint is open, and when its days begin and end, through time. */
export interface PointHours extends Pick<Rules, 'openMs'> {
  dayOf(time: number): { from: number; to: number }
}

/** The hours of touchpoints by their names, such as hall/counter-1. */
export function readPointHours(touchpoints: Touchpoints): (point: string) => PointHours {
  const known = new Map<string, PointHours>()
  let readFrom: Places[] = []

  function read(name: string): PointHours {
    const history = touchpoints.history(name)
    const { openMs } = rulesAt(datedRulesIn(history))(0)
    // Sales come in order of time: the day of the last one is nearly always the day of the next.
    let day = { from: 0, to: 0 }
    return {
      openMs,
      dayOf(time) {
        if (history.length === 1 && time >= day.from && time < day.to) return day
        const set = history.findLast(({ from }) => from <= time) ?? history[0]
        if (set) day = dayOf(time, set.at.days)
        return day
      },
    }
  }
  return name => {
    if (touchpoints.places() !== readFrom) known.clear()
    readFrom = touchpoints.places()
    const hours = known.get(name) ?? read(name)
    known.set(name, hours)
    return hours
  }
}
