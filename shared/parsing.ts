import { z } from 'zod'

export type Parsed<Value> = { ok: true; value: Value } | { ok: false; problem: string }

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
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, problem: problemsIn(result.error).join('; ') }
}

/** One sentence per problem, each with its place. */
export function problemsIn(error: z.ZodError): string[] {
  return z.prettifyError(error).replaceAll('\n  →', ' →').replaceAll('✖ ', '').split('\n')
}
