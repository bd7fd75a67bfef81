import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { notBlank } from '../frame/field-words.ts'
import { Outcome } from '../frame/outcome.tsx'
import type { Told } from '../frame/telling.ts'
import '../style/sign-in.css'

interface FormProps {
  title: string
  says?: string
  submit: string
  /** Tells the gateway, or nothing (null); afterwards the console is opened anew, for somebody who may see it. */
  send(fields: FormData): Promise<Told<unknown> | null>
  children: ComponentChildren
}

/** A card in the middle that somebody has to get past. */
export function Form({ title, says, submit, send, children }: FormProps) {
  const [isSending, setIsSending] = useState(false)
  const [told, setTold] = useState<Told<unknown> | null>(null)

  async function tell(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    setIsSending(true)
    const told = await send(new FormData(event.target))
    if (told?.ok) location.replace('./')
    else setIsSending(false)
    setTold(told)
  }

  return (
    <form class="card sign-in" onSubmit={tell}>
      <h1>{title}</h1>
      {says && <p class="aside">{says}</p>}
      {children}
      <Outcome of={told} />
      <button class="button main" type="submit" disabled={isSending}>
        {submit}
      </button>
    </form>
  )
}

interface FieldProps {
  name: string
  label: string
  autocomplete: 'username' | 'current-password' | 'new-password'
  value?: string
}

export function Field({ name, label, autocomplete, value = '' }: FieldProps) {
  const kind =
    autocomplete === 'username'
      ? { maxLength: 64, pattern: notBlank }
      : { type: 'password' as const, maxLength: 200 }
  return (
    <label class="field">
      {label}
      <input
        {...kind}
        name={name}
        autocomplete={autocomplete}
        defaultValue={value}
        readOnly={value !== ''}
        minLength={autocomplete === 'new-password' ? 10 : 1}
        required
      />
    </label>
  )
}
