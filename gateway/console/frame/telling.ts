import { z } from 'zod'
import { isSignedIn } from './asking.ts'

/** What became of a change: the answer, or the gateway's own words; null where it is not heard. */
export type Told<Answer> = { ok: true; answer: Answer } | { ok: false; why: string | null }

const Refused = z.object({ error: z.string() })

/** Has the gateway change something; what it answers is checked. */
export async function tell<Schema extends z.ZodType>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: object,
  schema: Schema,
): Promise<Told<z.infer<Schema>>> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(path, { method, headers, body: JSON.stringify(body) }).catch(
    () => null,
  )
  if (!response) return { ok: false, why: null }
  const json: unknown = await response.json().catch(() => null)
  if (response.status === 401 && !path.includes('password') && !path.includes('login')) {
    isSignedIn.value = false
  }
  const answer = schema.safeParse(json)
  if (response.ok && answer.success) return { ok: true, answer: answer.data }
  const refused = Refused.safeParse(json)
  return { ok: false, why: refused.success ? refused.data.error : `status ${response.status}` }
}
