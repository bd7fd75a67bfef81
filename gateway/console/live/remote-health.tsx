import type { DeviceHealth } from '../../../shared/numbers.ts'
import { ago, moment, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { now } from '../frame/now.ts'

const LOW_BATTERY = 0.2

export function RemoteHealth({ devices }: { devices: readonly DeviceHealth[] }) {
  if (devices.length === 0) return <p class="why">{t('live.remote.none')}</p>
  return (
    <ul aria-label={t('live.remote.remotes')}>
      {devices.map(device => (
        <Remote key={device.device} health={device} />
      ))}
    </ul>
  )
}

function Remote({ health }: { health: DeviceHealth }) {
  // What was alive when the gateway was lost may be so no more.
  const old = feed.value.link === 'lost'
  const { device, alive, heardAt, rangefinder, waiting, battery } = health
  const faulty = rangefinder === 'blind' || rangefinder === 'stuck'
  return (
    <li class={alive ? 'remote' : 'remote dead'}>
      <span class="mark" aria-hidden="true">
        {alive ? '●' : '✕'}
      </span>
      <span class="device">{device}</span>
      <span>
        {alive && (old ? t('live.remote.was-alive') : t('live.remote.alive'))}
        {!alive && t('live.remote.dead')}
        {!alive && (
          <>
            {', '}
            {heardAt === null ? (
              t('live.remote.never-heard')
            ) : (
              <time dateTime={new Date(heardAt).toISOString()} title={moment(heardAt)}>
                {t('live.remote.heard', { ago: ago(heardAt, now.value) })}
              </time>
            )}
          </>
        )}
      </span>
      {rangefinder !== 'ok' && (heardAt !== null || alive) && (
        <span class={faulty ? 'note fault' : 'note'}>
          {t(`live.remote.rangefinder.${rangefinder ?? 'unknown'}`)}
        </span>
      )}
      {waiting !== null && waiting > 0 && (
        <span class="note">{t('live.remote.waiting', { count: waiting })}</span>
      )}
      {battery !== null && (
        <span class={battery <= LOW_BATTERY ? 'note fault' : 'note'}>
          {t('live.remote.battery', { charge: percent(battery) })}
        </span>
      )}
    </li>
  )
}
