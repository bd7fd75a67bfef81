import { t } from './language.ts'

/** Stands where the page would, while the gateway wants to know who asks. */
export function SignIn() {
  return <p class="empty">{t('frame.sign-in')}</p>
}
