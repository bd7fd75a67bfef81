import { z } from 'zod'
import { Alert, type Step } from '../../shared/alerts.ts'
import { changeRoute, jsonRoute } from './route.ts'

const newest = 200
const Id = z.strictObject({ id: z.coerce.number().int().min(1) })
const Comment = z.string().max(2000)

export const alerts = jsonRoute({
  path: '/api/alerts',
  summary: 'Alerts, the newest first: open ones, or all',
  right: 'read',
  query: z.strictObject({ state: z.enum(['open', 'all']).default('open') }),
  answer: z.object({ alerts: z.array(Alert) }),
  read: ({ state }, { books }) => ({ alerts: books.alerts.newest(newest, state === 'all') }),
})

/** A step that somebody takes, with what they say about it. */
const step = <Body extends z.ZodType<{ comment: string }>>(
  name: 'acknowledge' | 'comment' | 'close',
  what: Step['what'],
  summary: string,
  body: Body,
) =>
  changeRoute({
    method: 'post',
    path: `/api/alerts/{id}/${name}`,
    summary,
    right: 'enter',
    params: Id,
    body,
    answer: Alert,
    change: ({ id }, { comment }, { alerting, now }, { name: by }) =>
      alerting.take(id, { what, at: now(), by, comment }),
  })

const Aside = z.strictObject({ comment: Comment.default('') })

export const acknowledgeAlert = step(
  'acknowledge',
  'acknowledged',
  'Says that somebody looks after an alert',
  Aside,
)
export const commentAlert = step(
  'comment',
  'commented',
  'Adds a comment to an alert',
  z.strictObject({ comment: Comment.min(1) }),
)
export const closeAlert = step('close', 'closed', 'Closes an alert', Aside)
