import { t } from '../frame/language.ts'

/** Whether a customer is at the counter now. */
export function Present({ present }: { present: boolean | null }) {
  const says = present === null ? 'unknown' : present ? 'yes' : 'no'
  return (
    <p class={`present ${says}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="5.6" r="3.4" />
        <path d="M3.2 18c0-4.4 2.8-7.2 6.8-7.2s6.8 2.8 6.8 7.2" />
        {present === null && <path class="struck" d="M2.5 2.5l15 15" />}
      </svg>
      <span>{t(`live.present.${says}`)}</span>
    </p>
  )
}
