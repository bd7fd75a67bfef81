import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { z } from 'zod'
import { useAnswer } from '../frame/asking.ts'
import { t } from '../frame/language.ts'
import { Outcome } from '../frame/outcome.tsx'
import { type Told, tell } from '../frame/telling.ts'

type Method = 'POST' | 'PUT' | 'DELETE'

/** A list that the gateway keeps, and how to change it: after a change it is asked for again. */
export function useList<Schema extends z.ZodType>(path: string, schema: Schema) {
  const [asOf, setAsOf] = useState(0)
  const [told, setTold] = useState<Told<unknown> | null>(null)
  const { answer } = useAnswer(path, {}, schema, asOf)

  async function change<Result extends z.ZodType>(
    method: Method,
    address: string,
    body: object,
    result: Result,
  ): Promise<z.infer<Result> | null> {
    const told = await tell(method, address, body, result)
    setTold(told)
    setAsOf(asOf + 1)
    return told.ok ? told.answer : null
  }

  return { list: answer, change, problem: <Outcome of={told} /> }
}

/** A form in one line; what was filled in goes to `send`. */
export function LineForm({
  submit,
  send,
  children,
}: {
  submit: string
  send(fields: FormData): Promise<unknown>
  children: ComponentChildren
}) {
  async function tellIt(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    await send(new FormData(event.target))
  }
  return (
    <form class="line-form" onSubmit={tellIt}>
      {children}
      <button class="button" type="submit">
        {submit}
      </button>
    </form>
  )
}

/** Something that is shown once, to be copied. */
export function Secret({ label, text }: { label: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(text)
    setIsCopied(true)
  }
  return (
    <p class="secret" role="status">
      {label} <code>{text}</code>{' '}
      {'clipboard' in navigator && (
        <button class="button" type="button" onClick={copy}>
          {isCopied ? t('access.copied') : t('access.copy')}
        </button>
      )}
    </p>
  )
}
