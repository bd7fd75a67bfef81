import { z } from 'zod'
import { t } from '../frame/language.ts'
import { type Told, tell } from '../frame/telling.ts'
import { Field, Form } from './form.tsx'

export function Login() {
  async function send(fields: FormData): Promise<Told<unknown>> {
    const told = await tell('POST', 'api/login', Object.fromEntries(fields), z.object({}))
    // The gateway's own words are English; a wrong password is said in the reader's.
    if (told.ok || told.why === null) return told
    return {
      ok: false,
      why: told.why.includes('try again') ? t('sign-in.often') : t('sign-in.wrong'),
    }
  }
  return (
    <Form title={t('sign-in.title')} submit={t('sign-in.submit')} send={send}>
      <Field name="name" label={t('sign-in.name')} autocomplete="username" />
      <Field name="password" label={t('sign-in.password')} autocomplete="current-password" />
    </Form>
  )
}
