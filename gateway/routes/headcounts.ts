import { z } from 'zod'
import { Headcount, HeadcountResult, Headcounts } from '../../shared/headcounts.ts'
import type { Headcount as Kept } from '../database/headcounts.ts'
import { resultOf } from '../headcount-result.ts'
import { BadQuestion, Refusal } from '../refusal.ts'
import { changeRoute, jsonRoute, onePoint, type Source } from './route.ts'

const lengthMs = 15 * 60_000
const newest = 50
const Id = z.strictObject({ id: z.coerce.number().int().min(1) })

export const headcounts = jsonRoute({
  path: '/api/headcounts',
  summary: 'What people counted beside a counter, against what its sensor saw; the newest first',
  right: 'read',
  query: z.strictObject({ touchpoint: z.string().describe('counter-1 or hall/counter-1') }),
  answer: Headcounts,
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
  answer: Headcount,
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
    expectWithin(find(id, source), at)
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
  body: z.strictObject({ at: z.int().optional().describe('epoch ms; now without it') }),
  answer: HeadcountResult,
  change({ id }, { at }, source) {
    if (at !== undefined) expectWithin(find(id, source), at)
    source.books.headcounts.end(id, at ?? source.now())
    const ended = find(id, source)
    return resultOf(source.books, onePoint(`${ended.site}/${ended.touchpoint}`, source), ended)
  },
})

function find(id: number, { books }: Source): Kept {
  const found = books.headcounts.find(id)
  if (!found) throw new Refusal(404, `expected a headcount that was begun, found ${id}`, 'gone')
  return found
}

function expectWithin({ from, to }: Kept, at: number) {
  if (at >= from && at <= to) return
  const [begin, end, found] = [from, to, at].map(time => new Date(time).toISOString())
  throw new BadQuestion(
    `at: expected a time from ${begin} to ${end}, found ${found}`,
    'outside-headcount',
  )
}
