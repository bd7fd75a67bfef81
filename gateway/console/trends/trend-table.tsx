import type { Numbers } from '../../../shared/numbers.ts'
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
