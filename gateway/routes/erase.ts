import { z } from 'zod'
import { eraseRaw } from '../erasure.ts'
import { SpanQuery } from '../span-query.ts'
import { asked, changeRoute } from './route.ts'

export const erase = changeRoute({
  method: 'post',
  path: '/api/erase',
  summary: 'Removes the raw events of a span for good; what was counted of it stays',
  right: 'administer',
  params: z.strictObject({}),
  body: SpanQuery.required({ from: true, to: true }),
  answer: z.object({
    removed: z.int(),
    kept: z.int().describe('events that prove a loss or tell the time of others'),
  }),
  change: (_params, span, source) => eraseRaw(source.books, asked(span, source), source.now()),
})
