import { z } from 'zod'
import { DeviceHealth } from '../../shared/numbers.ts'
import { jsonRoute } from './route.ts'

export const devices = jsonRoute({
  path: '/api/devices',
  summary: 'The remotes: where they are mounted and how they are',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({
    devices: z.array(DeviceHealth.extend({ site: z.string(), touchpoint: z.string() })),
  }),
  read: (_query, { books }) => ({
    devices: books.report.touchpoints().flatMap(point =>
      books.report.healthsOf(point).map(health => ({
        site: point.site.id,
        touchpoint: point.touchpoint.id,
        ...health,
      })),
    ),
  }),
})
