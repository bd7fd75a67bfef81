import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Told } from '../frame/telling.ts'
import '../style/sign-in.css'

interface FormProps {
  title: string
  says?: string
  submit: string
  /** Tells the gateway; afterwards the console is opened anew, for somebody who may see it. */
  send(fields: FormData): Promise<Told<unknown>>
  children: ComponentChildren
}

/** A card in the middle that somebody has to get past. */
export function Form({ title, says, submit, send, children }: FormProps) {
  const [state, setState] = useState<'open' | 'sending' | { why: string }>('open')

  async function tell(event: SubmitEvent) {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    setState('sending')
    const told = await send(new FormData(event.target))
    if (told.ok) location.replace('./')
    else setState({ why: told.why })
  }

  return (
    <form class="card sign-in" onSubmit={tell}>
      <h1>{title}</h1>
      {says && <p class="aside">{says}</p>}
      {children}
      {typeof state === 'object' && (
        <p class="fault" role="alert">
          {state.why}
        </p>
      )}
      <button class="button main" type="submit" disabled={state === 'sending'}>
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
  const kind = autocomplete === 'username' ? {} : { type: 'password' as const }
  return (
    <label class="field">
      {label}
      <input
        {...kind}
        name={name}
        autocomplete={autocomplete}
        value={value}
        readOnly={value !== ''}
        minLength={autocomplete === 'new-password' ? 10 : 1}
        required
      />
    </label>
  )
}
