import type { Devices } from './database/devices.ts'
import { type Timeline, timelinesOf } from './timelines.ts'
import type { Places, Touchpoints } from './touchpoints.ts'

/** All touchpoints through time, as the settings and the devices heard of have it by now. */
export interface TimelineCache {
  /** All, or those of that id (`counter-1` or `hall/counter-1`). */
  all(id?: string): Timeline[]
  find(id: string): Timeline | undefined
  /** Throws when there never was such a touchpoint. */
  of(id: string): Timeline
}

export function cacheTimelines(touchpoints: Touchpoints, devices: Devices): TimelineCache {
  let timelines = new Map<string, Timeline>()
  let madeOf: { places: Places[] | null; seen: number } = { places: null, seen: 0 }

  function fresh() {
    const places = touchpoints.places()
    if (places !== madeOf.places || devices.count() !== madeOf.seen) {
      timelines = timelinesOf(places, devices.all())
      madeOf = { places, seen: devices.count() }
    }
    return timelines
  }

  return {
    all: id => [...fresh()].flatMap(([full, one]) => (isAsked(full, id) ? one : [])),
    find: id => fresh().get(id),
    of(id) {
      const found = fresh().get(id)
      if (!found) throw new Error(`expected a touchpoint that exists, found ${id}`)
      return found
    },
  }
}

const isAsked = (full: string, id: string | undefined) =>
  !id || id === full || full.endsWith(`/${id}`)
