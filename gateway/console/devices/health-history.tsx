import type { DeviceDay, DeviceHistory } from '../../../shared/device-history.ts'
import { dateTime, percent, shortDay } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'

/** How a remote was, day by day, and when its battery will be empty. */
export function HealthHistory({ history: { device, days, battery }, timeZone }: HistoryProps) {
  if (days.length === 0) return null
  const dayOf = (at: number) => dateTime(at, { dateStyle: 'medium', timeZone })
  const latest = days.toReversed()
  return (
    <>
      {battery && (
        <p>
          {t('devices.battery', { day: dayOf(battery.emptyAt) })}{' '}
          <span class="aside">
            {t('devices.battery-range', {
              first: dayOf(battery.notBefore),
              last: dayOf(battery.notAfter),
            })}
          </span>
        </p>
      )}
      <details>
        <summary>{t('devices.history.name')}</summary>
        <Scrolls name={`${t('devices.history.name')}, ${device}`}>
          <table class="data">
            <thead>
              <tr>
                <th scope="col">{t('trust.received.day')}</th>
                <th scope="col">{t('trust.received.coverage')}</th>
                <th scope="col">{t('trust.received.watched')}</th>
                <th scope="col">{t('devices.history.waiting')}</th>
                <th scope="col">{t('devices.history.battery')}</th>
              </tr>
            </thead>
            <tbody>
              {latest.map(day => (
                <tr key={day.from}>
                  <th scope="row">{shortDay(day.from, timeZone)}</th>
                  <td>
                    <Share of={day} ms={day.aliveMs} />
                  </td>
                  <td>
                    <Share of={day} ms={day.watchedMs} />
                  </td>
                  <td>{day.waiting}</td>
                  <td>{day.battery === null ? '–' : percent(day.battery)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      </details>
    </>
  )
}

interface HistoryProps {
  history: DeviceHistory
  timeZone: string
}

/** Of the opening time. */
function Share({ of: { openMs }, ms }: { of: DeviceDay; ms: number }) {
  if (openMs === 0) return <>–</>
  const share = Math.min(1, ms / openMs)
  return (
    <span class="share">
      <span class="meter" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      {percent(share)}
    </span>
  )
}
