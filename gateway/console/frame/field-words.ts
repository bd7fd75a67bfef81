import { integer } from './format.ts'
import { t } from './language.ts'

/** What a field is held to that must not be left empty, not by blanks either. */
export const notBlank = '.*\\S.*'

/** A browser says in its own language what is wrong with a field: here it is said in the chosen one. */
export function startFieldWords(): void {
  addEventListener(
    'invalid',
    ({ target }) => {
      if (target instanceof HTMLInputElement) target.setCustomValidity(problemOf(target))
    },
    true,
  )
  // What was said of a field keeps its form from being sent until it is taken back.
  addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return
    for (const one of target.form?.elements ?? [target]) {
      if (one instanceof HTMLInputElement) one.setCustomValidity('')
    }
  })
}

/** Empty when it is right. */
function problemOf({ validity, type, title, min, max, minLength }: HTMLInputElement): string {
  if (validity.badInput) return t('frame.field.number')
  if (validity.valueMissing) return t(`frame.field.${type === 'checkbox' ? 'choose' : 'missing'}`)
  if (validity.patternMismatch) return title || t('frame.field.missing')
  if (validity.tooShort) return t('frame.field.short', { count: minLength })
  if (validity.rangeUnderflow) return t('frame.field.least', { least: integer(Number(min)) })
  if (validity.rangeOverflow) return t('frame.field.most', { most: integer(Number(max)) })
  return validity.stepMismatch ? t('frame.field.whole') : ''
}
