import { z } from 'zod'
import { Doubt, EventKind, EventSearch, type FoundEvent } from '../../shared/event-search.ts'
import type { PlacedEvent } from '../database/facts.ts'
import { searchEvents, untimedEvents, type Wanted } from '../event-search.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, jsonRoute, type Source } from './route.ts'

export const eventSearch = jsonRoute({
  path: '/api/events',
  summary: 'The event log by when things happened, the newest first, a page at a time',
  // Single presses would show what a few customers answered, which numbers do not tell.
  right: 'administer',
  query: SpanQuery.extend({
    device: z.string().optional().describe('name of a device'),
    kind: EventKind.optional(),
    only: Doubt.optional().describe('late: received over a minute after it happened'),
    before: z.coerce.number().int().min(0).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(500).default(50).describe('about so many'),
  }),
  answer: EventSearch,
  read({ device, kind, only, before, limit, ...query }, source) {
    const { report, settle } = source.books
    settle()
    const places = asked(query, source)
    const known = new Map(
      places.flatMap(({ point, span }) =>
        report.mountings(point, span).map(({ device }) => [device.id, device]),
      ),
    )
    const wanted: Wanted = {
      devices: [...known.values()].flatMap(one =>
        device === undefined || one.device === device ? one.id : [],
      ),
      kind,
      only,
      span: {
        from: Math.min(...places.map(({ span }) => span.from)),
        to: before ?? Math.max(...places.map(({ span }) => span.to)),
      },
      most: limit,
    }
    const { found, next } = searchEvents(source.books, wanted)
    const isFirst = before === undefined && only !== 'late'
    const untimed = isFirst ? untimedEvents(source.books, wanted) : []
    return { events: [...untimed, ...found].map(one => told(one, source)), next }
  },
})

function told({ time, errorMs, stored }: PlacedEvent, { books }: Source): FoundEvent {
  const { id, device, receivedAt, event } = stored
  const { v, up, at, synced, boot, kind, seq, ...tells } = event
  const { site, device: name } = books.devices.get(device)
  const touchpoint = books.touchpoints.at(site, name, time).touchpoint.id
  return { id, site, touchpoint, device: name, boot, kind, seq, time, errorMs, receivedAt, tells }
}
