import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { EventLog } from '../../shared/logs.ts'
import { lengths, localTime } from '../calendar.ts'
import { isConnection } from '../counting/told.ts'
import { csvOf } from '../csv.ts'
import type { EventLog as Log } from '../database/event-log.ts'
import { lossesIn } from '../losses.ts'
import { standingIn } from '../served/manual-entry.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, textRoute } from './route.ts'
import { hasCounts, tallyHeader, tallyRow } from './tally-table.ts'

/** Rows read at a time: an export of millions must not hold up a press. */
const pageSize = 500

/** The event log as it is recorded: a header, then one event per line, in the order of arrival. */
export async function* exportEvents(log: Log): AsyncGenerator<string> {
  yield `${JSON.stringify({ log: 'loyalty-events', v: 1 } satisfies EventLog)}\n`
  for (const page of log.loggedAfter(0)) {
    yield page
      .filter(({ json }) => !isConnection(json))
      .map(({ site, device, receivedAt, json }) => {
        const told = JSON.stringify({ site, device, receivedAt })
        return `${told.slice(0, -1)},"event":${json}}\n`
      })
      .join('')
  }
}

export const events = textRoute({
  path: '/api/export/events',
  summary: 'The whole event log; it can be replayed',
  // Nothing is hidden here.
  right: 'administer',
  query: z.strictObject({}),
  type: 'application/x-ndjson',
  read: (_query, { books }) => exportEvents(books.log),
})

export const tallies = textRoute({
  path: '/api/export/tallies',
  summary: 'Tallies and indices as a table, with UTC, local time and zone in every row',
  right: 'read',
  query: SpanQuery.extend({
    format: z.literal('csv').default('csv'),
    by: z.enum(lengths).default('quarter'),
  }),
  type: 'text/csv; charset=utf-8',
  async *read(query, source) {
    const spans = asked(query, source)
    const ratings = source.books.report.ratings()
    yield csvOf([tallyHeader(ratings)])
    for (const { point, span } of spans) {
      let rows = 0
      for (const row of source.books.report.series(point, span, query.by)) {
        rows += 1
        if (rows % pageSize === 0) await setImmediate()
        if (query.by === 'quarter' && !hasCounts(row)) continue
        const { at } = source.books.report.setAt(point, row.to - 1)
        yield csvOf([tallyRow(at, row, ratings)])
      }
    }
  },
})

export const losses = textRoute({
  path: '/api/export/losses',
  summary: 'Received N of M per device and day, and every loss, as a table',
  right: 'read',
  query: SpanQuery,
  type: 'text/csv; charset=utf-8',
  async *read(query, source) {
    const spans = asked(query, source)
    yield csvOf([lossHeader])
    for (const { point, span } of spans) {
      const iso = (time: number) => new Date(time).toISOString()
      for (const day of lossesIn(source.books, point, span)) {
        const { site, touchpoint, device, from, to, received, of, lostPresses, lostVisits } = day
        const row = [site, touchpoint, device, iso(from), iso(to), point.days.timeZone]
        const counts = [received, of, lostPresses, lostVisits]
        yield csvOf([[...row, ...counts, '', '', '', '']])
        for (const { boot, first, last, before } of day.losses) {
          yield csvOf([[...row, '', '', '', '', boot, first, last, iso(before)]])
        }
        await setImmediate()
      }
    }
  },
})

const lossHeader = [
  ...['site', 'touchpoint', 'device', 'from_utc', 'to_utc', 'time_zone', 'received', 'of'],
  ...['lost_presses', 'lost_visits', 'boot', 'first_seq', 'last_seq', 'before_utc'],
]

export const figures = textRoute({
  path: '/api/export/manual',
  summary: 'Every figure that was entered by hand, also those that hold no more, as a table',
  right: 'read',
  query: SpanQuery,
  type: 'text/csv; charset=utf-8',
  async *read(query, source) {
    const spans = asked(query, source)
    yield csvOf([figureHeader])
    for (const { point, span } of spans) {
      const { timeZone } = point.days
      const place = { site: point.site.id, touchpoint: point.touchpoint.id }
      const entered = source.books.manualFigures.overlapping(place, span.from, span.to)
      const standing = new Set(standingIn(entered))
      for (const figure of entered) {
        const { from, to, customers, by, at } = figure
        const utc = [from, to, at].map(time => new Date(time).toISOString())
        const local = [from, to, at].map(time => localTime(time, timeZone))
        const entry = [customers, by, standing.has(figure) ? 1 : 0]
        yield csvOf([[place.site, place.touchpoint, ...utc, ...local, timeZone, ...entry]])
      }
    }
  },
})

const figureHeader = [
  ...['site', 'touchpoint', 'from_utc', 'to_utc', 'entered_at_utc'],
  ...['from_local', 'to_local', 'entered_at_local', 'time_zone'],
  ...['customers', 'entered_by', 'holds'],
]
