import { createInterface } from 'node:readline/promises'
import type { z } from 'zod'
import { problemsIn } from '../shared/parsing.ts'

/** What is asked for, and how it is said on the command line. */
interface Question<Answer> {
  flag: string
  text: string
  schema: z.ZodType<Answer>
  /** What the command line said. */
  given: string | undefined
  /** What it can only be, as far as this machine tells. */
  usual?: string | undefined
}

export interface Questions {
  ask<Answer>(question: Question<Answer>): Promise<Answer>
  close(): void
}

/** Asks at the terminal; without one only the command line and what is usual answer. */
export function openQuestions(isTerminal: boolean): Questions {
  const terminal = isTerminal
    ? createInterface({ input: process.stdin, output: process.stdout })
    : null

  async function typed<Answer>({ text, usual = '', schema }: Question<Answer>): Promise<Answer> {
    for (;;) {
      const line = await terminal?.question(`${text}${usual && ` [${usual}]`}: `)
      const answer = schema.safeParse(line?.trim() || usual)
      if (answer.success) return answer.data
      for (const problem of problemsIn(answer.error)) process.stdout.write(`  ${problem}\n`)
    }
  }

  return {
    async ask(question) {
      const { flag, text, schema, given, usual } = question
      if (given === undefined && terminal) return typed(question)
      const said = given ?? usual
      if (said === undefined) throw new Error(`expected ${flag} (${text}), found nobody to ask`)
      const answer = schema.safeParse(said)
      if (answer.success) return answer.data
      throw new Error(`${flag} ${said}: ${problemsIn(answer.error).join('; ')}`)
    },
    close: () => terminal?.close(),
  }
}
