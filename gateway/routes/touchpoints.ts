import { z } from 'zod'
import { Metric, Survey } from '../../shared/numbers.ts'
import { jsonRoute } from './route.ts'

const TouchpointInfo = z.object({
  site: z.string(),
  siteName: z.string(),
  timeZone: z.string(),
  touchpoint: z.string(),
  name: z.string(),
  devices: z.array(z.string()),
  question: z.object({
    text: z.string(),
    metric: Metric,
    ratings: z.array(z.int()).nullable(),
  }),
  survey: Survey,
  threshold: z.number(),
  opening: z.record(z.string(), z.string()).nullable(),
})

export const touchpoints = jsonRoute({
  path: '/api/touchpoints',
  summary: 'What is measured where',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({ touchpoints: z.array(TouchpointInfo) }),
  read: (_query, { books }) => ({
    touchpoints: books.report.touchpoints().map(({ site, touchpoint }) => ({
      site: site.id,
      siteName: site.name ?? site.id,
      timeZone: site.timeZone,
      touchpoint: touchpoint.id,
      name: touchpoint.name ?? touchpoint.id,
      devices: touchpoint.devices,
      question: touchpoint.question,
      survey: touchpoint.survey,
      threshold: touchpoint.threshold,
      opening: touchpoint.opening,
    })),
  }),
})
