import { t } from '../frame/language.ts'
import type { Device } from './device-details.ts'

/** Where the remote believes customers to stand. */
export function Learnt({ device: { place, rangefinder } }: { device: Device }) {
  if (rangefinder === null || rangefinder === 'absent') return null
  return <p class="aside">{place ? inWords(place) : t('devices.learnt.nothing')}</p>
}

function inWords({ standingMm, farMm, backgroundMm }: NonNullable<Device['place']>): string {
  const told = [
    standingMm === null
      ? t('devices.learnt.not-standing')
      : t('devices.learnt.standing', { mm: standingMm }),
    t('devices.learnt.far', { mm: farMm }),
  ]
  if (backgroundMm !== null) told.push(t('devices.learnt.background', { mm: backgroundMm }))
  return told.join(' ')
}
