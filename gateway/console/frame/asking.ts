import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { z } from 'zod'

/** False once the gateway wants to know who asks. */
export const isSignedIn = signal(true)

export type Query = Record<string, string | number | undefined>

/** What is known of an answer; the last one stays while the next is awaited. */
export interface Answered<Answer> {
  answer: Answer | null
  /** Why there is no new one; the gateway's own words, or null when it could not be reached. */
  failure: { why: string | null } | null
  isAsking: boolean
}

/** The gateway answered, but not with what was asked for. */
class NoAnswer extends Error {}

const Refused = z.object({ error: z.string() })

/** Asks the gateway; what it answers is checked. */
export async function ask<Schema extends z.ZodType>(
  path: string,
  query: Query,
  schema: Schema,
  signal?: AbortSignal,
): Promise<z.infer<Schema>> {
  const known = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(known.map(([name, value]) => [name, String(value)]))
  const response = await fetch(`${path}?${search}`, { signal: signal ?? null })
  if (response.status === 401) isSignedIn.value = false
  const json: unknown = await response.json().catch(() => null)
  if (!response.ok) {
    const refused = Refused.safeParse(json)
    throw new NoAnswer(refused.success ? refused.data.error : `status ${response.status}`)
  }
  const checked = schema.safeParse(json)
  if (!checked.success) throw new NoAnswer(`${path}: ${z.prettifyError(checked.error)}`)
  return checked.data
}

/** Asks whenever the question changes, or `asOf`: what was heard before may be old. */
export function useAnswer<Schema extends z.ZodType>(
  path: string,
  query: Query | null,
  schema: Schema,
  asOf: number | null = null,
): Answered<z.infer<Schema>> {
  const [answered, setAnswered] = useState<Answered<z.infer<Schema>>>(nothingAnswered)
  const question = query && JSON.stringify(query)

  useEffect(() => {
    if (!query) return
    const asked = new AbortController()
    setAnswered(before => ({ ...before, isAsking: true }))
    ask(path, query, schema, asked.signal)
      .then(answer => setAnswered({ answer, failure: null, isAsking: false }))
      .catch(problem => {
        if (asked.signal.aborted) return
        const why = problem instanceof NoAnswer ? problem.message : null
        setAnswered(({ answer }) => ({ answer, failure: { why }, isAsking: false }))
      })
    return () => asked.abort()
  }, [path, question, asOf])

  return answered
}

const nothingAnswered = { answer: null, failure: null, isAsking: true }
