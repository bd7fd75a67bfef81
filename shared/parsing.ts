import { z } from 'zod'
import { type RefusalCode, refusalIn } from './refusals.ts'

export type Parsed<Value> =
  | { ok: true; value: Value }
  | { ok: false; problem: string; refusal?: RefusalCode | undefined }

/** Reads JSON of a given shape; the problem names what was expected, what came and where. */
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
  return parse(json, schema)
}

/** Takes a value of a given shape; the problem is like that. */
export function parse<Schema extends z.ZodType>(
  found: unknown,
  schema: Schema,
): Parsed<z.infer<Schema>> {
  const result = schema.safeParse(found, { reportInput: true })
  if (result.success) return { ok: true, value: result.data }
  const { error } = result
  return { ok: false, problem: problemsIn(error).join('; '), refusal: refusalIn(error) }
}

/**
 * One sentence per problem, each with its place; and with what came, where the error of
 * `safeParse(value, { reportInput: true })` knows it.
 */
export function problemsIn({ issues }: z.ZodError): string[] {
  const told = issues.map(issue => ({ ...issue, message: withFound(issue) }))
  return z
    .prettifyError({ issues: told })
    .replaceAll('\n  →', ' →')
    .replaceAll('✖ ', '')
    .split('\n')
}

/** Longer text is told by its length. */
const longestFound = 40

function withFound({ message, path, input, code }: z.core.$ZodIssue): string {
  const field = String(path.at(-1))
  const shown = shortOf(isWithField(input, field) ? input[field] : input)
  if (shown === null || message.includes(', found ') || secretFields.has(field)) return message
  const expected = code === 'invalid_type' ? message.replace(/, received \S+$/, '') : message
  return `${expected}, found ${shown}`
}

/** What is wrong with one field may be told of all that it stands in. */
const isWithField = (input: unknown, field: string): input is Record<string, unknown> =>
  typeof input === 'object' && input !== null && Object.hasOwn(input, field)

function shortOf(input: unknown): string | null {
  if (typeof input === 'string') {
    return input.length > longestFound ? `${input.length} characters` : JSON.stringify(input)
  }
  return input === null || typeof input === 'number' || typeof input === 'boolean'
    ? String(input)
    : null
}

/** What stands in these is told to nobody. */
export const secretFields: ReadonlySet<string> = new Set([
  'password',
  'old',
  'key',
  'code',
  'secret',
])
