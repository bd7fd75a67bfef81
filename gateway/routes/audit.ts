import { z } from 'zod'
import { jsonRoute } from './route.ts'

const Deed = z.object({
  id: z.int(),
  at: z.int(),
  who: z.string(),
  action: z.string(),
  detail: z.string(),
})

const most = 500

export const audit = jsonRoute({
  path: '/api/audit',
  summary: 'Who changed what, the newest first; `before` gives the next page',
  right: 'administer',
  query: z.strictObject({
    before: z.coerce.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
    limit: z.coerce.number().int().min(1).max(most).default(100),
  }),
  answer: z.object({ deeds: z.array(Deed) }),
  read: ({ before, limit }, { access }) => ({ deeds: access.audit.before(before, limit) }),
})
