import { useState } from 'preact/hooks'
import { z } from 'zod'
import { t } from '../frame/language.ts'
import { type Told, tell } from '../frame/telling.ts'
import { Field, Form } from './form.tsx'

const start = '#first-password?'

/** Whether this page was opened by a link that sets a password. */
export const isInvited = () => location.hash.startsWith(start)

export function FirstPassword() {
  const invitation = new URLSearchParams(location.hash.slice(start.length))
  const [isTwo, setIsTwo] = useState(false)

  async function send(fields: FormData): Promise<Told<unknown> | null> {
    const { again, ...given } = Object.fromEntries(fields)
    setIsTwo(again !== given.password)
    if (again !== given.password) return null
    const body = { key: invitation.get('key') ?? '', ...given }
    return tell('POST', 'api/password/first', body, z.object({}))
  }

  return (
    <Form
      title={t('sign-in.first')}
      says={t('sign-in.first-says')}
      submit={t('sign-in.set')}
      send={send}
    >
      <Field
        name="name"
        label={t('sign-in.name')}
        autocomplete="username"
        value={invitation.get('name') ?? ''}
      />
      <Field name="password" label={t('sign-in.new')} autocomplete="new-password" />
      <Field name="again" label={t('sign-in.again')} autocomplete="new-password" />
      {isTwo && (
        <p class="fault" role="alert">
          {t('sign-in.differ')}
        </p>
      )}
    </Form>
  )
}
