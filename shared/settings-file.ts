import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { problemsIn } from './parsing.ts'

/** Reads a program's settings file; throws one sentence that names every problem at once. */
export function readSettingsFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.infer<Schema> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new Error(`could not read ${path}: expected a settings file (${code})`, { cause })
  }
  return checkSettings(path, parseText(path, text), schema)
}

/** Checks settings that came from anywhere; `source` is named in the error. */
export function checkSettings<Schema extends z.ZodType>(
  source: string,
  settings: unknown,
  schema: Schema,
): z.infer<Schema> {
  const result = schema.safeParse(settings, { reportInput: true })
  if (result.success) return result.data
  const problems = problemsIn(result.error).map(problem => `\n  ✖ ${problem}`)
  throw new Error(`${source} is not a valid configuration:${problems.join('')}`)
}

function parseText(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new Error(`${path} is not valid JSON: ${(cause as SyntaxError).message}`, { cause })
  }
}
