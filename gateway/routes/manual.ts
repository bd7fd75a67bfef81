import { z } from 'zod'
import { ManualFigure, ManualFigures } from '../../shared/manual-figures.ts'
import { readMoment } from '../calendar.ts'
import type { ManualFigure as Kept } from '../database/manual-figures.ts'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import type { MountedAt } from '../touchpoints.ts'
import { asked, changeRoute, jsonRoute, onePoint } from './route.ts'

const Moment = z
  .union([z.int(), z.string()])
  .describe('epoch ms, an ISO time with offset, or a date like 2026-03-02; on a quarter-hour')

export const enterManual = changeRoute({
  method: 'put',
  path: '/api/served/manual',
  summary: 'Enters the customers served in an hour, a shift or a day; null takes the figure back',
  right: 'enter',
  params: z.strictObject({}),
  body: z.strictObject({
    touchpoint: z.string().describe('counter-1 or hall/counter-1'),
    from: Moment,
    to: Moment.describe('the same; not part of the span'),
    customers: z.int().min(0).max(100_000).nullable(),
  }),
  answer: ManualFigure,
  change(_params, body, source, caller) {
    const point = onePoint(body.touchpoint, source)
    const [from, to] = [momentOf('from', body.from, point), momentOf('to', body.to, point)]
    const place = { site: point.site.id, touchpoint: point.touchpoint.id, from, to }
    const entered = { customers: body.customers, by: caller.name, at: source.now() }
    source.books.manual.enter({ ...place, ...entered })
    const figures = figuresIn(source.books.manualFigures.overlapping(place, from, to))
    const figure = figures.find(one => one.from === from && one.to === to)
    return figure ?? { ...place, ...entered, before: [] }
  },
})

export const manual = jsonRoute({
  path: '/api/served/manual',
  summary: 'What was entered by hand, by whom, when, and what it was before',
  right: 'read',
  query: SpanQuery,
  answer: ManualFigures,
  read: (query, source) => ({
    figures: asked(query, source).flatMap(({ point, span }) => {
      const place = { site: point.site.id, touchpoint: point.touchpoint.id }
      return figuresIn(source.books.manualFigures.overlapping(place, span.from, span.to))
    }),
  }),
})

/** The last entry of each span, with those before it. */
function figuresIn(entered: Kept[]): ManualFigure[] {
  const bySpan = Map.groupBy(entered, ({ from, to }) => `${from}-${to}`)
  return [...bySpan.values()].flatMap(entries => {
    const last = entries.at(-1)
    return last ? [{ ...last, before: entries.slice(0, -1).map(entryOf) }] : []
  })
}

const entryOf = ({ customers, by, at }: Kept) => ({ customers, by, at })

function momentOf(field: string, said: string | number, { days }: MountedAt): number {
  const time = readMoment(String(said), days)
  if (time !== null) return time
  throw new BadQuestion(`${field}: expected epoch ms, an ISO time or a date, found ${said}`)
}
