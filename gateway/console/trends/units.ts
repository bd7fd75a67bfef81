import { decimal, percent, signedDecimal } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import type { IndexName } from './trend.ts'

const isShare = (index: IndexName) =>
  index === 'supportIndex' ||
  index === 'criticalShare' ||
  index === 'responseRate' ||
  index === 'csat'

export function valueIn(index: IndexName, value: number): string {
  return isShare(index) ? percent(value) : decimal(value, index === 'nps' ? 0 : 2)
}

/** Shares differ by points, not by percents of each other. */
export function differenceIn(index: IndexName, difference: number): string {
  if (isShare(index)) return signedDecimal(100 * difference, 1)
  return signedDecimal(difference, index === 'nps' ? 0 : 2)
}

export const unitOf = (index: IndexName) => (isShare(index) ? t('trends.compared.points') : '')
