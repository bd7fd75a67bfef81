import { z } from 'zod'
import { type Days, dayOf, readMoment, type Span } from './calendar.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { BadQuestion } from './refusal.ts'
import type { Report } from './report.ts'
import type { MountedAt } from './touchpoints.ts'

const momentForm = 'epoch ms, an ISO time with offset, or a date like 2026-03-02'

/** Which touchpoints (all without it), and from when to when (today without it). */
export const SpanQuery = z.strictObject({
  touchpoint: z.string().optional().describe('counter-1 or hall/counter-1, or several with commas'),
  from: z.string().optional().describe(momentForm),
  to: z.string().optional().describe(`${momentForm}; not part of the period`),
})
export type SpanQuery = z.infer<typeof SpanQuery>

/**
 * The touchpoints and, for each, the span in its own time zone. Tallies are by quarters of an
 * hour, so a span grows to the next ones.
 */
export function spansAsked(
  query: SpanQuery,
  report: Report,
  now: number,
): { point: MountedAt; span: Span }[] {
  const points =
    query.touchpoint === undefined ? report.everyTouchpoint() : named(query.touchpoint, report)
  // A question is right or wrong also where nothing is measured yet.
  spanOf(query, { timeZone: 'UTC', dayStart: '00:00' }, now)
  return points.map(point => ({ point, span: spanOf(query, point.days, now) }))
}

function named(ids: string, report: Report): MountedAt[] {
  return ids.split(',').flatMap(id => {
    const points = report.everyTouchpoint(id)
    if (points.length > 0) return points
    throw new BadQuestion(`touchpoint: expected one that exists, found ${id}`, 'gone')
  })
}

function spanOf(query: SpanQuery, days: Days, now: number): Span {
  const today = dayOf(now, days)
  const from = moment('from', query.from, days) ?? today.from
  const to = moment('to', query.to, days) ?? Math.max(today.to, from)
  if (to < from) throw new BadQuestion(`to: expected a moment after from, found ${query.to}`)
  return { from: quarterOf(from) * quarterMs, to: Math.ceil(to / quarterMs) * quarterMs }
}

function moment(field: string, text: string | undefined, days: Days): number | null {
  if (text === undefined) return null
  const time = readMoment(text, days)
  if (time === null) throw new BadQuestion(`${field}: expected ${momentForm}, found ${text}`)
  return time
}
