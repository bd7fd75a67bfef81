import { z } from 'zod'
import type { Headcount } from '../database/headcounts.ts'
import { resultOf } from '../headcount-result.ts'
import { BadQuestion, Refusal } from '../refusal.ts'
import { changeRoute, jsonRoute, onePoint, type Source } from './route.ts'

const Interval = z.tuple([z.number(), z.number()])
const Found = z.object({ value: z.number(), interval: Interval }).nullable()

const Begun = z.object({
  id: z.int(),
  site: z.string(),
  touchpoint: z.string(),
  /** Epoch ms. */
  from: z.int(),
  to: z.int(),
  by: z.string(),
})

const Result = Begun.extend({
  taps: z.int(),
  visits: z.int(),
  matched: z.int(),
  recall: Found.describe('of the customers who were tapped, how many a sensor saw, with 95 %'),
  precision: Found.describe('of the visits that a sensor told, how many were tapped, with 95 %'),
  missed: z.array(z.int()).describe('taps without a visit, epoch ms'),
  extra: z.array(z.object({ from: z.int(), to: z.int(), nearestMm: z.int() })),
  zone: z
    .object({ nearMm: z.int(), farMm: z.int(), matched: z.int(), visits: z.int() })
    .nullable()
    .describe('a zone of the remote under which fewer visits would have been extra'),
})

const lengthMs = 15 * 60_000
const newest = 50
const Id = z.strictObject({ id: z.coerce.number().int().min(1) })

export const headcounts = jsonRoute({
  path: '/api/headcounts',
  summary: 'What people counted beside a counter, against what its sensor saw; the newest first',
  right: 'read',
  query: z.strictObject({ touchpoint: z.string().describe('counter-1 or hall/counter-1') }),
  answer: z.object({ headcounts: z.array(Result) }),
  read(query, source) {
    const point = onePoint(query.touchpoint, source)
    const found = source.books.headcounts.of(point.site.id, point.touchpoint.id, newest)
    return { headcounts: found.map(one => resultOf(source.books, point, one)) }
  },
})

export const beginHeadcount = changeRoute({
  method: 'post',
  path: '/api/headcounts',
  summary: 'Begins a quarter of an hour in which somebody taps at each customer',
  right: 'enter',
  params: z.strictObject({}),
  body: z.strictObject({ touchpoint: z.string() }),
  answer: Begun,
  change(_params, body, source, { name }) {
    const { site, touchpoint } = onePoint(body.touchpoint, source)
    const from = source.now()
    const span = { from, to: from + lengthMs }
    return source.books.headcounts.begin({
      site: site.id,
      touchpoint: touchpoint.id,
      ...span,
      by: name,
    })
  },
})

export const tapHeadcount = changeRoute({
  method: 'post',
  path: '/api/headcounts/{id}/taps',
  summary: 'A customer; the same moment told twice is one',
  right: 'enter',
  params: Id,
  body: z.strictObject({ at: z.int().describe('epoch ms') }),
  answer: z.object({ taps: z.int() }),
  change({ id }, { at }, source) {
    const { from, to } = find(id, source)
    if (at < from || at > to) {
      const [begin, end] = [from, to].map(time => new Date(time).toISOString())
      throw new BadQuestion(
        `at: expected a time from ${begin} to ${end}, found ${new Date(at).toISOString()}`,
      )
    }
    source.books.headcounts.tap(id, at)
    return { taps: source.books.headcounts.taps(id).length }
  },
})

export const endHeadcount = changeRoute({
  method: 'post',
  path: '/api/headcounts/{id}/end',
  summary: 'Ends a headcount before its quarter of an hour is over',
  right: 'enter',
  params: Id,
  body: z.strictObject({}),
  answer: Result,
  change({ id }, _body, source) {
    source.books.headcounts.end(id, source.now())
    const ended = find(id, source)
    return resultOf(source.books, onePoint(`${ended.site}/${ended.touchpoint}`, source), ended)
  },
})

function find(id: number, { books }: Source): Headcount {
  const found = books.headcounts.find(id)
  if (!found) throw new Refusal(404, `expected a headcount that was begun, found ${id}`)
  return found
}
