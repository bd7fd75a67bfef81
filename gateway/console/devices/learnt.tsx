import { t } from '../frame/language.ts'
import type { Device } from './device-details.ts'

/** Where the remote believes customers to stand. */
export function Learnt({ device: { place, rangefinder } }: { device: Device }) {
  if (rangefinder === null || rangefinder === 'absent') return null
  if (!place) return <p class="aside">{t('devices.learnt.nothing')}</p>
  const { standingMm, farMm, backgroundMm } = place
  return (
    <p class="aside">
      {standingMm === null
        ? t('devices.learnt.not-standing')
        : t('devices.learnt.standing', { mm: standingMm })}{' '}
      {t('devices.learnt.far', { mm: farMm })}{' '}
      {backgroundMm !== null && t('devices.learnt.background', { mm: backgroundMm })}
    </p>
  )
}
