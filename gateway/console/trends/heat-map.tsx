import type { WeekHour } from '../../../shared/week-hours.ts'
import { CsvButton } from '../frame/csv-button.tsx'
import { count, decimal, hourOfDay, integer, weekdayName } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import type { FigureName } from './trend.ts'
import { Key } from './trend-key.tsx'
import { weekTable } from './week-table.ts'

interface HeatMapProps {
  name: string
  figure: FigureName
  hours: readonly WeekHour[]
}

type Heat = 'critical' | 'criticality' | 'response'

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Weekday by hour: when customers are critical, or silent. */
export function HeatMap({ name, figure, hours }: HeatMapProps) {
  if (hours.length === 0) return null
  const heat: Heat =
    figure === 'criticality' ? 'criticality' : figure === 'response' ? 'response' : 'critical'
  const seen = hours.map(({ hour }) => hour)
  const [first, last] = [Math.min(...seen), Math.max(...seen)]
  const columns = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const at = new Map(hours.map(hour => [`${hour.weekday} ${hour.hour}`, hour]))
  const highest = Math.max(0.01, ...hours.map(hour => valueIn(hour, heat) ?? 0))
  const title = `${name}: ${t(`trends.heat.${heat}`)}`
  return (
    <figure class="card heat">
      <figcaption>
        <h2>{name}</h2>
        <span class="aside">{t(`trends.heat.${heat}`)}</span>
      </figcaption>
      <Scrolls name={title}>
        <table>
          <thead>
            <tr>
              <td />
              {columns.map(hour => (
                <th key={hour} scope="col">
                  {hourOfDay(hour)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weekdays.map(weekday => (
              <tr key={weekday}>
                <th scope="row">{weekdayName(weekday)}</th>
                {columns.map(hour => (
                  <HeatCell
                    key={hour}
                    hour={at.get(`${weekday} ${hour}`)}
                    heat={heat}
                    highest={highest}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <div class="keys">
        <Key name="dark" />
        <Key name="none" />
        <div class="tools">
          <CsvButton name={`week-${name}`} table={() => weekTable(hours)} />
        </div>
      </div>
    </figure>
  )
}

interface HeatCellProps {
  hour: WeekHour | undefined
  heat: Heat
  highest: number
}

function HeatCell({ hour, heat, highest }: HeatCellProps) {
  const value = hour ? valueIn(hour, heat) : null
  if (!hour || value === null) {
    return (
      <td class={hour ? 'none' : 'dark'}>
        <span class="hidden">{whyEmpty(hour)}</span>
      </td>
    )
  }
  const shown = heat === 'criticality' ? decimal(value, 1) : integer(value * 100)
  return (
    <td
      class={`warm ${heat}`}
      style={{ '--warmth': `${Math.round((55 * value) / highest)}%` }}
      title={`${t('trends.served')}: ${count(hour.served)}`}
    >
      {shown}
    </td>
  )
}

function whyEmpty(hour: WeekHour | undefined): string {
  if (!hour) return t('frame.unknown')
  return hour.hidden ? t('frame.few') : t('trends.heat.nobody')
}

function valueIn(hour: WeekHour, heat: Heat): number | null {
  if (heat === 'critical') return hour.criticalShare
  return heat === 'response' ? hour.responseRate : hour.criticalityIndex
}
