import { dayOf } from '../calendar.ts'
import type { Rules } from '../counting/rules.ts'
import { openingHours } from '../opening-hours.ts'
import { pointId, type Touchpoints } from '../touchpoints.ts'

/** When a touchpoint is open, and when its days begin and end. */
export interface PointHours extends Pick<Rules, 'openMs'> {
  dayOf(time: number): { from: number; to: number }
}

/** The hours of touchpoints by their names, such as hall/counter-1. */
export function readPointHours(touchpoints: Touchpoints): (point: string) => PointHours {
  const known = new Map<string, PointHours>()
  function read(name: string): PointHours {
    const [site = '', touchpoint = ''] = name.split('/')
    const named = touchpoints.all([]).find(point => pointId(point) === name)
    const point = named ?? touchpoints.of(site, touchpoint)
    const { openMs } = openingHours(point.touchpoint.opening, point.site.timeZone)
    // Sales come in order of time: the day of the last one is nearly always the day of the next.
    let day = { from: 0, to: 0 }
    return {
      openMs,
      dayOf(time) {
        if (time < day.from || time >= day.to) day = dayOf(time, point.days)
        return day
      },
    }
  }
  return name => {
    const hours = known.get(name) ?? read(name)
    known.set(name, hours)
    return hours
  }
}
