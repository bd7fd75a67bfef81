import { z } from 'zod'
import { countIn } from '../counting/seq-ranges.ts'
import { jsonRoute, type Source, textRoute } from './route.ts'

export const healthz = jsonRoute({
  path: '/healthz',
  summary: 'Whether events can be stored; status 503 when not',
  right: 'anyone',
  query: z.strictObject({}),
  answer: z.object({ ok: z.boolean(), storage: z.string() }),
  read(_query, { books }) {
    const trouble = books.ingest.trouble()
    return { ok: trouble === null, storage: trouble ?? 'ok' }
  },
})

export const metrics = textRoute({
  path: '/metrics',
  summary: 'Figures for Prometheus',
  right: 'read',
  query: z.strictObject({}),
  type: 'text/plain; version=0.0.4',
  async *read(_query, source) {
    for (const [name, kind, help, value] of figures(source)) {
      yield `# HELP loyalty_${name} ${help}\n# TYPE loyalty_${name} ${kind}\nloyalty_${name} ${value}\n`
    }
  },
})

function figures({ books }: Source) {
  const healths = books.report.touchpoints().flatMap(point => books.report.healthsOf(point))
  const stored = books.boots.all().reduce((sum, boot) => sum + countIn(boot.received), 0)
  return [
    ['events_stored', 'gauge', 'Events in the event log.', stored],
    ['events_duplicate_total', 'counter', 'Events received again.', books.ingest.duplicates()],
    ['events_rejected', 'gauge', 'Messages that were no events.', books.rejections.count()],
    ['devices', 'gauge', 'Devices known.', healths.length],
    ['devices_alive', 'gauge', 'Devices alive.', healths.filter(({ alive }) => alive).length],
    ['storage_ok', 'gauge', '1 when events can be stored.', books.ingest.trouble() ? 0 : 1],
  ] as const
}
