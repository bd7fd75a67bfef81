import type { z } from 'zod'
import type { Disagreements } from '../../../shared/disagreements.ts'
import type { Numbers } from '../../../shared/numbers.ts'
import { integer, percent, shortDay } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import type { NamedSite } from '../frame/sites.ts'
import { SensorErrors } from './sensor-error.tsx'

interface ServedSourcesProps {
  touchpoints: NamedSite['touchpoints']
  rows: readonly Numbers[]
  disagreements: z.infer<typeof Disagreements>['disagreements']
  timeZone: string
}

/** Who counts the customers: sensor, till and hand side by side. */
export function ServedSources(props: ServedSourcesProps) {
  const { touchpoints, rows, disagreements, timeZone } = props
  const nameOf = (id: string) => touchpoints.find(one => one.touchpoint === id)?.name ?? id
  return (
    <section class="card trust-part" aria-labelledby="served-by">
      <h2 id="served-by">{t('trust.served.name')}</h2>
      <Scrolls name={t('trust.served.name')}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{t('trust.touchpoint')}</th>
              <th scope="col">{t('trust.served.served')}</th>
              <th scope="col">{t('trust.served.believed')}</th>
              <th scope="col">{t('trust.served.source.presence')}</th>
              <th scope="col">{t('trust.served.source.till')}</th>
              <th scope="col">{t('trust.served.source.manual')}</th>
              <th scope="col">{t('trust.served.discrepancy')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ touchpoint, served, servedBy }) => (
              <tr key={touchpoint}>
                <th scope="row">{nameOf(touchpoint)}</th>
                <Count count={served} />
                <td>
                  {servedBy.source
                    ? t(`trust.served.source.${servedBy.source}`)
                    : t('frame.unknown')}
                </td>
                <Count count={servedBy.presence} />
                <Count count={servedBy.till} />
                <Count count={servedBy.manual} />
                <td>{servedBy.discrepancy === null ? '–' : signedPercent(servedBy.discrepancy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <SensorErrors rows={rows} nameOf={nameOf} />
      {disagreements.length > 0 && (
        <ul class="disagreements">
          {disagreements.map(({ touchpoint, kind, from, to, presence, till, days }) => (
            <li key={`${touchpoint} ${kind} ${from}`}>
              <strong>{nameOf(touchpoint)}</strong>{' '}
              <span class="aside">
                {shortDay(from, timeZone)} – {shortDay(to - 1, timeZone)},{' '}
                {t('frame.period.days', { count: days })}
              </span>
              <br />
              {t(`trust.served.disagreement.${kind}`, { presence, till })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Count({ count }: { count: number | null }) {
  return count === null ? <td class="unknown">–</td> : <td>{integer(count)}</td>
}

const signedPercent = (share: number) => (share > 0 ? `+${percent(share)}` : percent(share))
