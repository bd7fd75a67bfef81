import { signal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { z } from 'zod'
import { Refused } from '../../../shared/refusals.ts'

/** False once the gateway wants to know who asks. */
export const isSignedIn = signal(true)

export type Query = Record<string, string | number | undefined>

/** What is known of an answer; the last one stays while the next is awaited. */
export interface Answered<Answer> {
  answer: Answer | null
  /** Why there is no new one; `refused` is null when the gateway could not be reached. */
  failure: { refused: Refused | null } | null
  isAsking: boolean
}

/** The gateway answered, but not with what was asked for. */
class NoAnswer extends Error {
  readonly refused: Refused

  constructor(refused: Refused) {
    super(refused.error)
    this.refused = refused
  }
}

/** What an answer says that is none. */
export function refusedIn(json: unknown, status: number): Refused {
  const refused = Refused.safeParse(json)
  return refused.success ? refused.data : { error: `status ${status}` }
}

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
  if (!response.ok) throw new NoAnswer(refusedIn(json, response.status))
  const checked = schema.safeParse(json)
  if (!checked.success) {
    throw new NoAnswer({ error: `${path}: ${z.prettifyError(checked.error)}` })
  }
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
        const refused = problem instanceof NoAnswer ? problem.refused : null
        setAnswered(({ answer }) => ({ answer, failure: { refused }, isAsking: false }))
      })
    return () => asked.abort()
  }, [path, question, asOf])

  return answered
}

const nothingAnswered = { answer: null, failure: null, isAsking: true }
