import type { Days } from './calendar.ts'
import type { RulesAt } from './counting/rules.ts'
import { type RuleSet, rulesAt } from './dated-rules.ts'
import { type Era, erasOf, type Version } from './eras.ts'
import { dayStartOf } from './opening-hours.ts'
import { type Site, type Touchpoint, unnamedSite, unnamedTouchpoint } from './sites.ts'

export interface MountedAt {
  site: Site
  touchpoint: Touchpoint
  days: Days
}

/** What a version says while it holds. */
export interface Places extends Era {
  /** Those that the settings name. */
  named: MountedAt[]
  /** A device that no touchpoint names has one of its own name. */
  of(site: string, device: string): MountedAt
  /** The touchpoint of that name. */
  point(site: string, touchpoint: string): MountedAt
}

/** Which device is mounted where, through time. */
export interface Touchpoints {
  /** All time, oldest first. */
  places(): Places[]
  /** The settings of a moment. */
  sitesAt(time: number): Site[]
  /** Where a device is mounted at a moment. */
  at(site: string, device: string, time: number): MountedAt
  /** How the touchpoint of a full id, such as hall/counter-1, is set from when on. */
  history(id: string): { from: number; at: MountedAt }[]
  rulesOf(site: string, device: string): RulesAt
  /** The same as data: what is told by it and what differs is counted again. */
  datedRulesOf(site: string, device: string): { from: number; rules: RuleSet }[]
  /** From now on these versions are the settings. */
  follow(versions: Version[]): void
}

export function openTouchpoints(versions: Version[]): Touchpoints {
  /** What two versions say alike is one object: to compare them costs nothing. */
  const alike = new Map<string, MountedAt>()
  let places = erasOf(versions).map(era => placesOf(era, alike))
  const rules = new Map<string, RulesAt>()

  const datedRulesOf = (site: string, device: string) =>
    datedRulesIn(places.map(({ from, of }) => ({ from, at: of(site, device) })))

  function placesAt(time: number): Places {
    const found = places.findLast(({ from }) => from <= time)
    if (!found) throw new Error(`expected settings for all time, found none for ${time}`)
    return found
  }

  return {
    places: () => places,
    sitesAt: time => placesAt(time).sites,
    at: (site, device, time) => placesAt(time).of(site, device),
    history(id) {
      const [site = '', touchpoint = ''] = id.split('/')
      const all = places.map(({ from, point }) => ({ from, at: point(site, touchpoint) }))
      return all.filter(({ at }, index) => at !== all[index - 1]?.at)
    },
    datedRulesOf,
    rulesOf(site, device) {
      const name = `${site}/${device}`
      const found = rules.get(name) ?? rulesAt(datedRulesOf(site, device))
      rules.set(name, found)
      return found
    },
    follow(versions) {
      places = erasOf(versions).map(era => placesOf(era, alike))
      rules.clear()
    },
  }
}

function placesOf(era: Era, alike: Map<string, MountedAt>): Places {
  const { sites } = era
  const mounted = new Map<string, MountedAt>()
  const named = sites.flatMap(site =>
    site.touchpoints.map(touchpoint => {
      const point = pointOf(site, touchpoint, alike)
      for (const device of touchpoint.devices) mounted.set(`${site.id}/${device}`, point)
      return point
    }),
  )
  return {
    ...era,
    named,
    of(site, device) {
      const found = mounted.get(`${site}/${device}`)
      if (found) return found
      const known = sites.find(({ id }) => id === site)
      const at = pointOf(
        known ?? unnamedSite(site),
        known?.touchpoints.find(({ id }) => id === device || touchDeviceOf(id) === device) ??
          unnamedTouchpoint(device),
        alike,
      )
      mounted.set(`${site}/${device}`, at)
      return at
    },
    point(site, touchpoint) {
      const id = `${site}/${touchpoint}`
      const found = named.find(point => pointId(point) === id)
      const known = sites.find(({ id }) => id === site) ?? unnamedSite(site)
      return found ?? pointOf(known, unnamedTouchpoint(touchpoint), alike)
    },
  }
}

/** The tablet at a touchpoint: a device that is mounted there unless the settings say otherwise. */
export const touchDeviceOf = (touchpoint: string) => `${touchpoint.slice(0, 26)}-touch`

function pointOf(site: Site, touchpoint: Touchpoint, alike: Map<string, MountedAt>): MountedAt {
  const { touchpoints: _touchpoints, devices: _devices, ...self } = site
  const text = JSON.stringify([self, touchpoint])
  const days = { timeZone: site.timeZone, dayStart: dayStartOf(touchpoint.opening) }
  const point = alike.get(text) ?? { site, touchpoint, days }
  alike.set(text, point)
  return point
}

export const pointId = ({ site, touchpoint }: MountedAt) => `${site.id}/${touchpoint.id}`

/** By which rules is counted where something stood from when on. */
export function datedRulesIn(
  history: { from: number; at: MountedAt }[],
): { from: number; rules: RuleSet }[] {
  const all = history.map(({ from, at }) => ({ from, rules: ruleSetOf(at) }))
  const texts = all.map(({ rules }) => JSON.stringify(rules))
  return all.filter((_, index) => texts[index] !== texts[index - 1])
}

function ruleSetOf({ site, touchpoint }: MountedAt): RuleSet {
  const { counting, question, opening } = touchpoint
  const { ratings } = question
  return { counting, ratings, opening, timeZone: opening && site.timeZone }
}
