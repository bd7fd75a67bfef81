import { z } from 'zod'
import { t } from './language.ts'
import { me } from './me.ts'
import { tell } from './telling.ts'

/** Who is signed in, and the way out. */
export function Who() {
  const { name } = me.value
  if (name === null) return null
  async function leave() {
    await tell('POST', 'api/logout', {}, z.object({}))
    location.reload()
  }
  return (
    <button
      type="button"
      class="button who"
      onClick={leave}
      title={t('sign-in.leave-says', { name })}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9" />
      </svg>
      <span class="says">{t('sign-in.leave')}</span>
    </button>
  )
}
