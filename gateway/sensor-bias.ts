import type { SensorBias, ServedBy } from '../shared/numbers.ts'
import { type Answers, byIndex, customersOf } from './counting/indices.ts'
import { type Period, sidesOf } from './counting/served.ts'
import { type SensorError, sensorErrorOf, withSensorError } from './statistics/sensor-error.ts'

/**
 * What the quarter-hours that sensor and till both counted say of the sensor, and what the indices
 * are by that; null where they do not say it, or where nothing rests on the sensor.
 */
export function sensorBiasOf(
  period: Period,
  { source, till }: ServedBy,
  counted: Answers,
): SensorBias | null {
  const { served } = counted
  if (!served || till === null || (source !== 'presence' && source !== 'mixed')) return null
  const error = sensorErrorOf(
    sidesOf(period).flatMap(({ presence, till }) =>
      presence === null || till === null ? [] : { sensor: presence, till },
    ),
  )
  if (!error) return null
  // Customers whom the till counted are counted rightly: the error is that of the others.
  const share = source === 'mixed' ? Math.max(0, served - till) / served : 1
  const weighed = (ratio: number) => 1 + share * (ratio - 1)
  const [fewest, most] = error.interval
  const carried: SensorError = {
    ratio: weighed(error.ratio),
    interval: [weighed(fewest), weighed(most)],
  }
  return {
    ...error,
    indices: byIndex(index => {
      const sample = customersOf(index, counted)
      return sample && withSensorError(sample, carried)
    }),
  }
}
