import { t } from 'i18next'
import type { DeviceHealth } from '../../shared/numbers.ts'
import { ago, moment, percent } from './format.ts'

const LOW_BATTERY = 0.2

interface RemoteHealthProps {
  devices: readonly DeviceHealth[]
  /** The gateway is lost: what was alive may be so no more. */
  old: boolean
  now: number
}

/** An alive remote says no more than that: when it was heard would tell when a customer pressed. */
export function RemoteHealth({ devices, old, now }: RemoteHealthProps) {
  if (devices.length === 0) return <p class="remotes why">{t('remote.none')}</p>
  return (
    <ul class="remotes" aria-label={t('remote.remotes')}>
      {devices.map(device => (
        <Remote key={device.device} health={device} old={old} now={now} />
      ))}
    </ul>
  )
}

interface RemoteProps {
  health: DeviceHealth
  old: boolean
  now: number
}

function Remote({ health, old, now }: RemoteProps) {
  const { device, alive, heardAt, rangefinder, waiting, battery } = health
  const faulty = rangefinder === 'blind' || rangefinder === 'stuck'
  return (
    <li class={alive ? 'remote' : 'remote dead'}>
      <span class="mark" aria-hidden="true">
        {alive ? '●' : '✕'}
      </span>
      <span class="device">{device}</span>
      <span>
        {alive && (old ? t('remote.was-alive') : t('remote.alive'))}
        {!alive && t('remote.dead')}
        {!alive && (
          <>
            {', '}
            {heardAt === null ? (
              t('remote.never-heard')
            ) : (
              <time dateTime={new Date(heardAt).toISOString()} title={moment(heardAt)}>
                {t('remote.heard', { ago: ago(heardAt, now) })}
              </time>
            )}
          </>
        )}
      </span>
      {rangefinder !== 'ok' && (heardAt !== null || alive) && (
        <span class={faulty ? 'note fault' : 'note'}>
          {t(`remote.rangefinder.${rangefinder ?? 'unknown'}`)}
        </span>
      )}
      {waiting !== null && waiting > 0 && (
        <span class="note">{t('remote.waiting', { count: waiting })}</span>
      )}
      {battery !== null && (
        <span class={battery <= LOW_BATTERY ? 'note fault' : 'note'}>
          {t('remote.battery', { charge: percent(battery) })}
        </span>
      )}
    </li>
  )
}
