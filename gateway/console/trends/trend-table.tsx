import type { Numbers } from '../../../shared/numbers.ts'
import type { Cell } from '../frame/csv.ts'
import { count, decimal, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import { answered } from '../live/shares.ts'
import type { Length } from './choices.ts'
import { nameOfSpan } from './moments.ts'

interface TrendTableProps {
  /** Of the touchpoint. */
  name: string
  rows: readonly Numbers[]
  by: Length
  timeZone: string
}

/** The chart in figures. */
export function TrendTable({ name, rows, by, timeZone }: TrendTableProps) {
  return (
    <details class="figures-table">
      <summary>{t('trends.table')}</summary>
      <Scrolls name={`${t('trends.table')}, ${name}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`trends.length.${by}`)}</th>
              <th scope="col">{t('trends.served')}</th>
              <th scope="col">{t('trends.answers')}</th>
              <th scope="col">{t('trends.line.supportIndex')}</th>
              <th scope="col">{t('trends.line.criticalShare')}</th>
              <th scope="col">{t('trends.line.criticalityIndex')}</th>
              <th scope="col">{t('trends.line.responseRate')}</th>
              <th scope="col">{t('trends.watched')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.from}>
                <th scope="row">{nameOfSpan(row.from, by, timeZone)}</th>
                <td>{count(row.served, row.hidden)}</td>
                <td>{count(answered(row.answers), row.hidden)}</td>
                <td>{percent(row.supportIndex)}</td>
                <td>{percent(row.criticalShare)}</td>
                <td>{decimal(row.criticalityIndex, 2)}</td>
                <td>{percent(row.responseRate)}</td>
                <td>{percent(row.watched)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </details>
  )
}

/** The same to be taken away. */
export function numbersTable(rows: readonly Numbers[], timeZone: string): Cell[][] {
  const cells = rows.map((row): Cell[] => [
    row.site,
    row.touchpoint,
    new Date(row.from).toISOString(),
    new Date(row.to).toISOString(),
    timeZone,
    row.served,
    answered(row.answers),
    row.supportIndex,
    row.criticalityIndex,
    row.criticalShare,
    row.responseRate,
    ...[row.nps, row.csat, row.ces].map(gated => (gated.relevant ? gated.value : null)),
    row.coverage,
    row.watched,
  ])
  return [columns, ...cells]
}

const columns = [
  ...['site', 'touchpoint', 'from_utc', 'to_utc', 'time_zone', 'served', 'answers'],
  ...['support_index', 'criticality_index', 'critical_share', 'response_rate'],
  ...['nps', 'csat', 'ces', 'coverage', 'watched'],
]
