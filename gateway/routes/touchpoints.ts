import { z } from 'zod'
import { Metric, QuestionText, Survey } from '../../shared/numbers.ts'
import { jsonRoute } from './route.ts'

const TouchpointInfo = z.object({
  site: z.string(),
  siteName: z.string(),
  timeZone: z.string(),
  touchpoint: z.string(),
  name: z.string(),
  devices: z.array(z.string()),
  question: z.object({
    text: QuestionText,
    metric: Metric,
    /** Null: as many as the device has buttons. */
    ratings: z.array(z.int()).nullable(),
  }),
  survey: Survey,
  threshold: z.number(),
  opening: z.record(z.string(), z.string()).nullable(),
  /** Until when it was one, epoch ms; null: it still is. */
  until: z.int().nullable(),
})

export const touchpoints = jsonRoute({
  path: '/api/touchpoints',
  summary: 'What is measured where, and what once was',
  right: 'read',
  query: z.strictObject({}),
  answer: z.object({ touchpoints: z.array(TouchpointInfo) }),
  read: (_query, { books }) => ({
    touchpoints: books.report.everyTouchpoint().map(point => {
      const { site, touchpoint } = point
      return {
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
        until: books.report.until(point),
      }
    }),
  }),
})
