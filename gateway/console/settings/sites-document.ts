import { z } from 'zod'
import { Survey } from '../../../shared/numbers.ts'

const Texts = z.object({
  en: z.string().optional(),
  ru: z.string().optional(),
  bg: z.string().optional(),
})

/*
 * The settings of sites, as far as this console changes them; whatever else stands there goes back
 * to the gateway as it came.
 */
export const TouchpointSettings = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  devices: z.array(z.string()).optional(),
  question: z
    .looseObject({
      text: z.union([z.string(), Texts]).optional(),
      metric: z.string().optional(),
      /** Of each button, the lowest first; null is one for each. */
      ratings: z.array(z.int()).nullable().optional(),
    })
    .optional(),
  survey: Survey.optional(),
  threshold: z.number().optional(),
  opening: z.record(z.string(), z.string()).nullable().optional(),
  counting: z.record(z.string(), z.int()).optional(),
  served: z.string().optional(),
})
export type TouchpointSettings = z.infer<typeof TouchpointSettings>

const DeviceSettings = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  zone: z.object({ nearMm: z.int(), farMm: z.int() }).nullable().optional(),
})
export type DeviceSettings = z.infer<typeof DeviceSettings>

export const SiteSettings = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  timeZone: z.string().optional(),
  privacy: z.object({ minimum: z.int() }).optional(),
  live: z.object({ answersAtOnce: z.int(), atMostMinutes: z.int() }).optional(),
  devices: z.array(DeviceSettings).optional(),
  touchpoints: z.array(TouchpointSettings).optional(),
})
export type SiteSettings = z.infer<typeof SiteSettings>

const Version = z.object({
  version: z.int(),
  /** From when on it holds, epoch ms; 0 for ever. */
  since: z.int(),
  enteredAt: z.int(),
  enteredBy: z.string(),
  sites: z.array(SiteSettings),
})
export type Version = z.infer<typeof Version>

export const SettingsVersions = z.object({
  inFile: z.boolean(),
  /** The oldest first. */
  versions: z.array(Version),
})

/** These sites with one of them changed; one that does not stand there yet is added. */
export function withSite(
  sites: readonly SiteSettings[],
  id: string,
  change: (site: SiteSettings) => SiteSettings,
): SiteSettings[] {
  const isThere = sites.some(site => site.id === id)
  const all = isThere ? sites : [...sites, { id }]
  return all.map(site => (site.id === id ? change(site) : site))
}

export const withoutSite = (sites: readonly SiteSettings[], id: string): SiteSettings[] =>
  sites.filter(site => site.id !== id)

/** The same with one touchpoint. */
export function withTouchpoint(
  site: SiteSettings,
  id: string,
  change: (touchpoint: TouchpointSettings) => TouchpointSettings,
): SiteSettings {
  const { touchpoints = [] } = site
  const isThere = touchpoints.some(touchpoint => touchpoint.id === id)
  const all = isThere ? touchpoints : [...touchpoints, { id }]
  return { ...site, touchpoints: all.map(one => (one.id === id ? change(one) : one)) }
}

export function withoutTouchpoint(site: SiteSettings, id: string): SiteSettings {
  const { touchpoints = [] } = site
  return { ...site, touchpoints: touchpoints.filter(touchpoint => touchpoint.id !== id) }
}

/** A device is named and has a zone, and is mounted at one touchpoint of its site. */
export function withDevice(
  site: SiteSettings,
  { id, name, zone }: { id: string; name: string; zone: DeviceSettings['zone'] },
  mountedAt: string,
): SiteSettings {
  const others = (site.devices ?? []).filter(device => device.id !== id)
  const mounted = withTouchpoint(site, mountedAt, touchpoint => touchpoint)
  return {
    ...site,
    devices: [...others, { id, zone: zone ?? null, ...(name !== '' && name !== id && { name }) }],
    touchpoints: (mounted.touchpoints ?? []).map(touchpoint => {
      const rest = (touchpoint.devices ?? []).filter(device => device !== id)
      return {
        ...touchpoint,
        devices: touchpoint.id === mountedAt ? [...rest, id] : rest,
      }
    }),
  }
}

/** A name for machines, made of one for people; `taken` are the others. */
export function idFrom(name: string, taken: readonly string[], usual: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 24)
  const id = plain || usual
  const free = [id, ...taken.map((_, index) => `${id}-${index + 2}`)].find(
    one => !taken.includes(one),
  )
  return free ?? `${id}-${taken.length + 2}`
}
