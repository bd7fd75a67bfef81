import type { Refused } from '../../../shared/refusals.ts'
import { moment } from './format.ts'
import { t } from './language.ts'

/** Why something was not done, in the reader's words; null: the gateway was not heard. */
export function Refusal({ of: refused }: { of: Refused | null }) {
  if (refused === null) return <>{t('frame.link.lost-notice')}</>
  const { code, about = {}, error } = refused
  if (code === undefined) {
    return (
      <>
        {t('refused.bad-question')} <q lang="en">{error}</q>
      </>
    )
  }
  const at = typeof about.at === 'number' ? moment(about.at) : ''
  return <>{t(`refused.${code}`, { ...about, at })}</>
}
