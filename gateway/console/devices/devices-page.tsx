import { Pairing } from '../access/pairing.tsx'
import { useAnswer } from '../frame/asking.ts'
import { Failure } from '../frame/failure.tsx'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { may } from '../frame/me.ts'
import { now } from '../frame/now.ts'
import type { PageProps } from '../frame/pages.ts'
import { lastDays, spanOf } from '../frame/period.ts'
import { useSettings } from '../settings/use-settings.ts'
import '../style/access.css'
import '../style/devices.css'
import { DeviceHistories } from '../../../shared/device-history.ts'
import { DeviceCard } from './device-card.tsx'
import { Devices } from './device-details.ts'

const historyDays = 28

/** The remotes of a site: where they are, how they are and were, and what they see. */
export function DevicesPage({ site }: PageProps) {
  const settings = useSettings()
  const asOf = Math.max(feed.value.linkedAt ?? 0, now.value)
  const devices = useAnswer('api/devices', {}, Devices, asOf)
  const period = lastDays(historyDays, now.value, site.timeZone)
  const touchpoint = site.touchpoints.map(one => `${one.site}/${one.touchpoint}`).join()
  const past = useAnswer(
    'api/devices/history',
    { touchpoint, ...spanOf(period) },
    DeviceHistories,
    feed.value.linkedAt,
  )
  const here = devices.answer?.devices.filter(device => device.site === site.id) ?? []
  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.devices')}</h1>
      </header>
      <Failure of={devices} />
      {settings.inFile && <p class="aside in-file">{t('devices.in-file')}</p>}
      <div class="devices">
        {here.map(device => (
          <DeviceCard
            key={`${device.touchpoint} ${device.device}`}
            device={device}
            history={past.answer?.devices.find(
              one => one.device === device.device && one.touchpoint === device.touchpoint,
            )}
            site={site}
            settings={settings}
          />
        ))}
        {may('administer') && (
          <section class="card device" aria-labelledby="pair">
            <h2 id="pair">{t('devices.pair')}</h2>
            <p class="aside">{t('access.remotes.says')}</p>
            <Pairing site={site.id} />
          </section>
        )}
      </div>
    </>
  )
}
