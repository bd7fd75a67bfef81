import type { Numbers } from '../../../shared/numbers.ts'
import { interval, percent, wholePercent } from '../frame/format.ts'
import { t } from '../frame/language.ts'

type Corrected = NonNullable<Numbers['sensorBias']>['indices']['supportIndex']

/** What the shares are by the customers whom the till says the sensor missed, or saw too often. */
export function SensorNote({ numbers: { sensorBias } }: { numbers: Numbers }) {
  const { supportIndex = null, criticalShare = null } = sensorBias?.indices ?? {}
  if (!supportIndex || !criticalShare) return null
  return (
    <p class="why">
      {t('live.sensor-note', { support: shareOf(supportIndex), critical: shareOf(criticalShare) })}
    </p>
  )
}

const shareOf = ({ value, interval: sure }: NonNullable<Corrected>) =>
  `${percent(value)} (${interval(sure, wholePercent)})`
