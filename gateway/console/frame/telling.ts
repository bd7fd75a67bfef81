import type { z } from 'zod'
import type { Refused } from '../../../shared/refusals.ts'
import { isSignedIn, refusedIn } from './asking.ts'

/** What became of a change: the answer, or why there is none; `refused` is null where the gateway was not heard. */
export type Told<Answer> = { ok: true; answer: Answer } | { ok: false; refused: Refused | null }

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
  if (!response) return { ok: false, refused: null }
  const json: unknown = await response.json().catch(() => null)
  if (response.status === 401 && !path.includes('password') && !path.includes('login')) {
    isSignedIn.value = false
  }
  const answer = schema.safeParse(json)
  if (response.ok && answer.success) return { ok: true, answer: answer.data }
  return { ok: false, refused: refusedIn(json, response.status) }
}
