import { z } from 'zod'
import type { Route } from './route.ts'

/** How a route stands in the OpenAPI document. */
export function describe(route: Route) {
  const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
  const plain = { content: { 'text/plain': { schema: z.string() } } }
  const content =
    route.kind === 'json' || 'method' in route
      ? json(route.answer)
      : {
          content: {
            [route.kind === 'text' ? route.type : 'text/event-stream']: { schema: z.string() },
          },
        }
  return {
    method: 'method' in route ? route.method : ('get' as const),
    path: route.path,
    summary: route.summary,
    request:
      'method' in route
        ? { params: route.params, body: 'takes' in route ? plain : json(route.body) }
        : { query: route.query },
    responses: {
      200: { description: route.summary, ...content },
      400: { description: 'This cannot be answered or done; the answer says why' },
      503: { description: 'The database cannot be used at present' },
    },
  }
}
