import type { Numbers } from '../../../shared/numbers.ts'
import { decimal, interval, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'

interface SensorErrorProps {
  rows: readonly Numbers[]
  nameOf(touchpoint: string): string
}

/** How well the sensor counts by the till, and what that does to the indices that rest on it. */
export function SensorErrors({ rows, nameOf }: SensorErrorProps) {
  const measured = rows.filter(({ sensorBias }) => sensorBias !== null)
  if (measured.length === 0) return null
  return (
    <>
      <h3>{t('trust.bias.name')}</h3>
      <p class="aside">{t('trust.bias.why')}</p>
      <Scrolls name={t('trust.bias.name')}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{t('trust.touchpoint')}</th>
              <th scope="col">{t('trust.bias.ratio')}</th>
              {indices.map(([index]) => (
                <th key={index} scope="col">
                  {t(`trends.line.${index}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measured.map(row => (
              <Row key={row.touchpoint} row={row} name={nameOf(row.touchpoint)} />
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  )
}

function Row({ row, name }: { row: Numbers; name: string }) {
  const { sensorBias } = row
  if (!sensorBias) return null
  const ratio = (value: number) => decimal(value, 2)
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {ratio(sensorBias.ratio)}
        <span class="explained">{interval(sensorBias.interval, ratio)}</span>
      </td>
      {indices.map(([index, shown]) => {
        const corrected = sensorBias.indices[index]
        return (
          <td key={index}>
            {shown(row[index])} {corrected && <span class="then">→ {shown(corrected.value)}</span>}
            {corrected && <span class="explained">{interval(corrected.interval, shown)}</span>}
          </td>
        )
      })}
    </tr>
  )
}

const indices = [
  ['supportIndex', percent],
  ['criticalShare', percent],
  ['criticalityIndex', (value: number | null) => decimal(value, 2)],
  ['responseRate', percent],
] as const
