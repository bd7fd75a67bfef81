import type { Alert } from '../../../shared/alerts.ts'
import { exactMoment, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'

/** How it is known that something is wrong, in the reader's words. */
export function evidenceOf({ kind, device, figures }: Alert, timeZone: string): string {
  const { since = 0, heardAt = 0, share = 0, usual = 0, battery = 0, ...counts } = figures
  return t(`entry.alerts.evidence.${kind}`, {
    ...counts,
    device,
    since: exactMoment(since, timeZone),
    heardAt: exactMoment(heardAt, timeZone),
    share: percent(share),
    usual: percent(usual),
    battery: percent(battery),
  })
}
