import type { Answered } from './asking.ts'
import { t } from './language.ts'
import { Refusal } from './refusal.tsx'

/** Says that what was asked for did not come, and why. */
export function Failure({ of: { failure } }: { of: Answered<unknown> }) {
  if (!failure) return null
  return (
    <div class="notice" role="alert">
      <strong>{t('frame.failed')}</strong> <Refusal of={failure.refused} />
    </div>
  )
}
