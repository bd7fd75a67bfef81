import { z } from 'zod'
import { t } from '../frame/language.ts'
import { tell } from '../frame/telling.ts'
import { Field, Form } from './form.tsx'

export function Login() {
  const send = (fields: FormData) =>
    tell('POST', 'api/login', Object.fromEntries(fields), z.object({}))
  return (
    <Form title={t('sign-in.title')} submit={t('sign-in.submit')} send={send}>
      <Field name="name" label={t('sign-in.name')} autocomplete="username" />
      <Field name="password" label={t('sign-in.password')} autocomplete="current-password" />
    </Form>
  )
}
