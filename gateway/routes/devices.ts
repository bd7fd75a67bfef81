import { z } from 'zod'
import { ButtonHealth, Place } from '../../shared/events.ts'
import { DeviceHealth } from '../../shared/numbers.ts'
import { neverHeard } from '../device-health.ts'
import { jsonRoute } from './route.ts'

const DeviceInfo = DeviceHealth.extend({
  site: z.string(),
  touchpoint: z.string(),
  /** As the settings have it. */
  name: z.string(),
  /** Since when it is mounted there, epoch ms; 0 for ever. */
  mountedSince: z.int(),
  /** What it has learnt about its place; null until it tells. */
  place: Place.nullable(),
  /** The first is button 1; empty while all are ok, null until it tells. */
  buttons: z.array(ButtonHealth).nullable(),
})

export const devices = jsonRoute({
  path: '/api/devices',
  summary: 'The remotes: where they are mounted and how they are',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({ devices: z.array(DeviceInfo) }),
  read(_query, { books, now }) {
    const { report, healths, touchpoints } = books
    const named = new Map(
      touchpoints
        .sitesAt(now())
        .flatMap(site => site.devices.map(({ id, name }) => [`${site.id}/${id}`, name])),
    )
    return {
      devices: report.touchpoints().flatMap(point =>
        report.setAt(point, now()).devices.map(({ name, seen }) => ({
          site: point.site.id,
          touchpoint: point.touchpoint.id,
          ...(seen ? healths.of(seen, now()) : neverHeard(name)),
          ...(seen ? healths.detailsOf(seen) : { place: null, buttons: null }),
          name: named.get(`${point.site.id}/${name}`) ?? name,
          mountedSince: report.mountedSince(point, name) ?? now(),
        })),
      ),
    }
  },
})
