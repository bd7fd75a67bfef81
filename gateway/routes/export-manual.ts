import { stringify } from 'csv-stringify/sync'
import { localTime } from '../calendar.ts'
import { standingIn } from '../served/manual-entry.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, textRoute } from './route.ts'

export const manualTable = textRoute({
  path: '/api/export/manual',
  summary: 'Every figure that was entered by hand, also those that hold no more, as a table',
  right: 'read',
  query: SpanQuery,
  type: 'text/csv; charset=utf-8',
  async *read(query, source) {
    const spans = asked(query, source)
    yield stringify([header])
    for (const { point, span } of spans) {
      const { timeZone } = point.days
      const place = { site: point.site.id, touchpoint: point.touchpoint.id }
      const entered = source.books.manualFigures.overlapping(place, span.from, span.to)
      const standing = new Set(standingIn(entered))
      for (const figure of entered) {
        const { from, to, customers, by, at } = figure
        const utc = [from, to].map(iso)
        const local = [from, to].map(time => localTime(time, timeZone))
        const entry = [customers, by, iso(at), standing.has(figure) ? 1 : 0]
        yield stringify([[place.site, place.touchpoint, ...utc, ...local, timeZone, ...entry]])
      }
    }
  },
})

const header = [
  ...['site', 'touchpoint', 'from_utc', 'to_utc', 'from_local', 'to_local', 'time_zone'],
  ...['customers', 'entered_by', 'entered_at_utc', 'holds'],
]

const iso = (time: number) => new Date(time).toISOString()
