import { t } from 'i18next'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { LiveNumbers, Numbers } from '../../shared/numbers.ts'
import { day, percent, weekday } from './format.ts'
import { language } from './language.ts'
import type { TrendChart } from './trend-chart.ts'
import { DAYS, type Day, dayBefore, weekOf } from './week.ts'

type Past = readonly Numbers[] | 'loading' | 'failed'

interface TrendProps {
  numbers: LiveNumbers
  /** Epoch ms; what was fetched before is fetched anew, since late events change past days. */
  asOf: number
}

export function Trend({ numbers, asOf }: TrendProps) {
  const past = usePast(numbers, asOf)
  const week = useMemo(
    () => (typeof past === 'string' ? null : weekOf(numbers, past, numbers.timeZone)),
    [numbers, past],
  )
  return (
    <figure class="trend">
      <figcaption>
        <span class="label">{t('trend.name', { count: DAYS })}</span>
        <span class="keys">
          <span class="key">
            <Stroke part="support" /> {t('trend.support')}
          </span>
          <span class="key">
            <Stroke part="critical" /> {t('trend.critical')}
          </span>
        </span>
      </figcaption>
      {week ? (
        <Chart week={week} timeZone={numbers.timeZone} />
      ) : (
        <NoChart failed={past === 'failed'} />
      )}
      {week && <Table week={week} timeZone={numbers.timeZone} />}
    </figure>
  )
}

function NoChart({ failed }: { failed: boolean }) {
  return <p class="chart no-chart">{failed ? t('trend.failed') : t('trend.loading')}</p>
}

function Chart({ week, timeZone }: { week: readonly Day[]; timeZone: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<TrendChart | null>(null)
  const [failed, setFailed] = useState(false)
  const spoken = language()

  useEffect(() => {
    let opened: TrendChart | null = null
    let gone = false
    import('./trend-chart.ts')
      .then(({ openTrendChart }) => {
        if (gone || !place.current) return
        opened = openTrendChart(place.current)
        setChart(opened)
      })
      .catch(() => setFailed(true))
    return () => {
      gone = true
      opened?.close()
    }
  }, [])

  useEffect(() => {
    const days = week.map(({ start }) => weekday(start, timeZone))
    chart?.show({ week, days, percent, names: [t('trend.support'), t('trend.critical')] })
  }, [chart, week, timeZone, spoken])

  if (failed) return <NoChart failed />
  return <div class="chart" ref={place} aria-hidden="true" />
}

/** The same for those who cannot see the chart. */
function Table({ week, timeZone }: { week: readonly Day[]; timeZone: string }) {
  return (
    <div class="hidden">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('trend.day')}</th>
            <th scope="col">{t('trend.support')}</th>
            <th scope="col">{t('trend.critical')}</th>
          </tr>
        </thead>
        <tbody>
          {week.map(({ start, support, critical }) => (
            <tr key={start}>
              <th scope="row">{day(start, timeZone)}</th>
              <td>{percent(support)}</td>
              <td>{percent(critical)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Stroke({ part }: { part: 'support' | 'critical' }) {
  return (
    <svg class={`stroke ${part}`} viewBox="0 0 24 10" aria-hidden="true">
      <path d="M1 5h22" />
      {part === 'support' ? <circle cx="12" cy="5" r="3.5" /> : <path d="M12 1l4 4-4 4-4-4z" />}
    </svg>
  )
}

function usePast({ site, touchpoint, from, to, timeZone }: LiveNumbers, asOf: number) {
  const [past, setPast] = useState<Past>('loading')

  useEffect(() => {
    const asked = new AbortController()
    const query = new URLSearchParams({
      touchpoint: `${site}/${touchpoint}`,
      by: 'day',
      from: String(dayBefore(from, DAYS - 1, timeZone)),
      to: String(to),
    })
    fetch(`api/indices?${query}`, { signal: asked.signal })
      .then(async answer => {
        if (!answer.ok) throw new Error(`expected indices, got status ${answer.status}`)
        const { indices } = (await answer.json()) as { indices: Numbers[] }
        setPast(indices)
      })
      .catch(() => {
        if (!asked.signal.aborted) setPast(known => (known === 'loading' ? 'failed' : known))
      })
    return () => asked.abort()
  }, [site, touchpoint, from, timeZone, asOf])

  return past
}
