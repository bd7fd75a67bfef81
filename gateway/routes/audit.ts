import { z } from 'zod'
import { Deeds } from '../../shared/deeds.ts'
import { jsonRoute } from './route.ts'

const most = 500

export const audit = jsonRoute({
  path: '/api/audit',
  summary: 'Who changed what, the newest first; `before` gives the next page',
  right: 'administer',
  query: z.strictObject({
    before: z.coerce.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
    limit: z.coerce.number().int().min(1).max(most).default(100),
  }),
  answer: Deeds,
  read: ({ before, limit }, { access }) => ({ deeds: access.audit.before(before, limit) }),
})
