import type { DeviceHistory } from '../../../shared/device-history.ts'
import { ago, dateTime, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { may } from '../frame/me.ts'
import { now } from '../frame/now.ts'
import type { NamedSite } from '../frame/sites.ts'
import { TabletLink } from '../frame/tablet-link.tsx'
import type { Settings } from '../settings/use-settings.ts'
import { Commands } from './commands.tsx'
import type { Device } from './device-details.ts'
import { DeviceForm } from './device-form.tsx'
import { HealthHistory } from './health-history.tsx'
import { Learnt } from './learnt.tsx'

interface DeviceCardProps {
  device: Device
  history: DeviceHistory | undefined
  site: NamedSite
  settings: Settings
}

export function DeviceCard({ device, history, site, settings }: DeviceCardProps) {
  const heading = `device-${device.device}-${device.touchpoint}`
  return (
    <article class="card device" aria-labelledby={heading}>
      <header class="line">
        <h2 id={heading}>{device.name}</h2>
        <State device={device} />
      </header>
      <Mounting device={device} site={site} />
      <Health device={device} />
      <Learnt device={device} />
      {may('administer') && <Commands device={device} />}
      {history && <HealthHistory history={history} timeZone={site.timeZone} />}
      {may('administer') && settings.sites && !settings.inFile && (
        <DeviceForm device={device} site={site} settings={settings} />
      )}
    </article>
  )
}

function State({ device: { alive, heardAt } }: { device: Device }) {
  return (
    <span class={alive ? 'state alive' : 'state'}>
      <span class="mark" aria-hidden="true">
        {alive ? '●' : '✕'}
      </span>{' '}
      {alive ? t('live.remote.alive') : t('live.remote.dead')}
      {!alive &&
        heardAt !== null &&
        `, ${t('live.remote.heard', { ago: ago(heardAt, now.value) })}`}
      {!alive && heardAt === null && `, ${t('live.remote.never-heard')}`}
    </span>
  )
}

function Mounting({ device, site }: { device: Device; site: NamedSite }) {
  const { touchpoint, mountedSince } = device
  const name = site.touchpoints.find(one => one.touchpoint === touchpoint)?.name ?? touchpoint
  const since = dateTime(mountedSince, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: site.timeZone,
  })
  return (
    <p>
      {mountedSince === 0
        ? t('devices.mounted', { name })
        : t('devices.mounted-since', { name, since })}{' '}
      <TabletLink site={site.id} touchpoint={touchpoint} />
    </p>
  )
}

function Health({ device }: { device: Device }) {
  const { device: id, rangefinder, waiting, battery, buttons } = device
  const bad = buttons?.flatMap((state, index) => (state === 'ok' ? [] : [index + 1])) ?? []
  const faulty = rangefinder === 'blind' || rangefinder === 'stuck'
  return (
    <ul class="facts">
      <li>{t('devices.id', { id })}</li>
      {rangefinder !== null && (
        <li class={faulty ? 'fault' : undefined}>
          {rangefinder === 'ok' ? t('devices.sees') : t(`live.remote.rangefinder.${rangefinder}`)}
        </li>
      )}
      {waiting !== null && waiting > 0 && <li>{t('live.remote.waiting', { count: waiting })}</li>}
      {battery !== null && <li>{t('live.remote.battery', { charge: percent(battery) })}</li>}
      {bad.length > 0 && (
        <li class="fault">
          {t('devices.buttons', { count: bad.length, numbers: bad.join(', ') })}
        </li>
      )}
    </ul>
  )
}
