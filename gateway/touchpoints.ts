import type { Days } from './calendar.ts'
import type { Rules } from './counting/rules.ts'
import { dayStartOf, openingHours } from './opening-hours.ts'
import { type Site, type Touchpoint, unnamedSite, unnamedTouchpoint } from './settings.ts'

export interface MountedAt {
  site: Site
  touchpoint: Touchpoint
  days: Days
}

/** Which device is mounted where. A device that no touchpoint names has one of its own name. */
export interface Touchpoints {
  of(site: string, device: string): MountedAt
  rulesOf(site: string, device: string): Rules
  /** Those of the settings, then those of devices that nobody named. */
  all(seen: { site: string; device: string }[]): MountedAt[]
  /** Changes whenever presses and visits have to be counted otherwise. */
  fingerprint: string
}

export function readTouchpoints(sites: Site[]): Touchpoints {
  const mounted = new Map<string, MountedAt>()
  const rules = new Map<string, Rules>()
  for (const site of sites) {
    for (const touchpoint of site.touchpoints) {
      for (const device of touchpoint.devices)
        mounted.set(`${site.id}/${device}`, pointOf(site, touchpoint))
    }
  }

  function of(site: string, device: string): MountedAt {
    const found = mounted.get(`${site}/${device}`)
    if (found) return found
    const known = sites.find(({ id }) => id === site)
    const at = pointOf(
      known ?? unnamedSite(site),
      known?.touchpoints.find(({ id }) => id === device || touchDeviceOf(id) === device) ??
        unnamedTouchpoint(device),
    )
    mounted.set(`${site}/${device}`, at)
    return at
  }

  return {
    of,
    rulesOf(site, device) {
      const name = `${site}/${device}`
      const found = rules.get(name) ?? makeRules(of(site, device))
      rules.set(name, found)
      return found
    },
    all(seen) {
      const named = sites.flatMap(site =>
        site.touchpoints.map(touchpoint => pointOf(site, touchpoint)),
      )
      const others = seen.map(({ site, device }) => of(site, device))
      return [...new Map([...named, ...others].map(point => [pointId(point), point])).values()]
    },
    fingerprint: JSON.stringify([
      unnamedTouchpoint('any').counting,
      sites.map(({ id, timeZone, touchpoints }) => [
        id,
        timeZone,
        touchpoints.map(({ devices, question, opening, counting }) => [
          devices,
          question.ratings,
          opening,
          counting,
        ]),
      ]),
    ]),
  }
}

/** The tablet at a touchpoint: a device that is mounted there unless the settings say otherwise. */
export const touchDeviceOf = (touchpoint: string) => `${touchpoint.slice(0, 26)}-touch`

const pointOf = (site: Site, touchpoint: Touchpoint): MountedAt => ({
  site,
  touchpoint,
  days: { timeZone: site.timeZone, dayStart: dayStartOf(touchpoint.opening) },
})

export const pointId = ({ site, touchpoint }: MountedAt) => `${site.id}/${touchpoint.id}`

/** How presses and visits are counted at a touchpoint. */
export function makeRules({ site, touchpoint }: Omit<MountedAt, 'days'>): Rules {
  return {
    ...touchpoint.counting,
    ratings: touchpoint.question.ratings,
    ...openingHours(touchpoint.opening, site.timeZone),
  }
}
