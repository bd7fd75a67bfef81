import { z } from 'zod'
import { type RefusalCode, refusalIn } from './refusals.ts'

export type Parsed<Value> =
  | { ok: true; value: Value }
  | { ok: false; problem: string; refusal?: RefusalCode | undefined }

/** Reads JSON of a given shape; the problem names what was expected and where. */
export function parseJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): Parsed<z.infer<Schema>> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    return { ok: false, problem: `expected JSON: ${(cause as SyntaxError).message}` }
  }
  const result = schema.safeParse(json)
  if (result.success) return { ok: true, value: result.data }
  const { error } = result
  return { ok: false, problem: problemsIn(error).join('; '), refusal: refusalIn(error) }
}

/** One sentence per problem, each with its place. */
export function problemsIn(error: z.ZodError): string[] {
  return z.prettifyError(error).replaceAll('\n  →', ' →').replaceAll('✖ ', '').split('\n')
}
