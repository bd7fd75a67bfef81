import type { Refused } from '../../../shared/refusals.ts'
import { moment } from './format.ts'
import { t } from './language.ts'

/** Why something was not done, in the reader's words; null: the gateway was not heard. */
export function wordsOf(refused: Refused | null): string {
  if (refused === null) return t('frame.link.lost-notice')
  const { code, about = {}, error } = refused
  if (code === undefined) return t('refused.bad-question', { error })
  const at = typeof about.at === 'number' ? moment(about.at) : ''
  return t(`refused.${code}`, { ...about, at })
}
