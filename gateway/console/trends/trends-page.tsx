import { z } from 'zod'
import { Numbers } from '../../../shared/numbers.ts'
import { WeekHours } from '../../../shared/week-hours.ts'
import { useAnswer } from '../frame/asking.ts'
import { Failure } from '../frame/failure.tsx'
import { dayOfDate } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { now } from '../frame/now.ts'
import { PageTools } from '../frame/page-tools.tsx'
import type { PageProps } from '../frame/pages.ts'
import { spanOf } from '../frame/period.ts'
import '../style/trends.css'
import { trendChoices } from './choices.ts'
import { Compared } from './compared.tsx'
import { HeatMap } from './heat-map.tsx'
import { usePast } from './points.ts'
import { ceilingOf, indicesOf, linesOf, scaleOf } from './trend.ts'
import { TrendControls } from './trend-controls.tsx'
import { TrendPanel } from './trend-panel.tsx'

const Answer = z.object({ indices: z.array(Numbers) })

/** Any period, touchpoints side by side. */
export function TrendsPage({ site }: PageProps) {
  const asOf = feed.value.linkedAt
  const choices = trendChoices(site, usePast(site, asOf), now.value)
  const { period, by, figure, touchpoints } = choices
  const touchpoint = touchpoints.map(one => `${one.site}/${one.touchpoint}`).join()
  const question = { touchpoint, ...spanOf(period) }
  // Of a site that was removed it is not known at once what there was.
  const isAsked = touchpoints.length > 0
  const parts = useAnswer('api/indices', isAsked ? { ...question, by } : null, Answer, asOf)
  const whole = useAnswer('api/indices', isAsked ? question : null, Answer, asOf)
  const hours = useAnswer('api/week-hours', isAsked ? question : null, WeekHours, asOf)

  const rows = parts.answer?.indices ?? []
  const of = <Row extends { touchpoint: string }>(all: readonly Row[] | undefined, id: string) =>
    (all ?? []).filter(row => row.touchpoint === id)
  const lines = touchpoints.map(({ touchpoint: id, metric }) =>
    linesOf(figure, of(rows, id), metric),
  )
  // Only touchpoints that are asked alike have one scale.
  const alike = [
    ...Map.groupBy(touchpoints, ({ metric }) => (figure === 'metric' ? metric : 'rating')),
  ]
  const mostServed = ceilingOf(Math.max(...rows.map(({ served }) => served ?? 0)))

  return (
    <>
      <header class="page-head">
        <h1>{t('frame.page.trends')}</h1>
        <p class="when">
          {dayOfDate(period.first)} – {dayOfDate(period.last)}
        </p>
        <PageTools>
          <a
            class="button"
            href={`api/export/tallies?${new URLSearchParams({ ...question, by })}`}
            download={`${site.id}-trends-${period.first}-${period.last}.csv`}
          >
            {t('frame.csv')}
          </a>
        </PageTools>
      </header>
      <TrendControls site={site} choices={choices} />
      <Failure of={parts} />
      <div class={parts.isAsking ? 'panels asking' : 'panels'} aria-busy={parts.isAsking}>
        {touchpoints.map((point, at) => (
          <TrendPanel
            key={point.touchpoint}
            point={point}
            rows={of(rows, point.touchpoint)}
            whole={of(whole.answer?.indices, point.touchpoint)[0] ?? null}
            lines={lines[at] ?? []}
            scale={scaleOf(lines.flat(), lines[at] ?? [])}
            mostServed={mostServed}
            by={by}
          />
        ))}
      </div>
      <div class="panels">
        {touchpoints.map(point => (
          <HeatMap
            key={point.touchpoint}
            name={point.name}
            figure={figure}
            hours={of(hours.answer?.weekHours, point.touchpoint)[0]?.hours ?? []}
          />
        ))}
      </div>
      <div class="panels">
        {alike.flatMap(([metric, points]) =>
          indicesOf(figure, metric).map(index => (
            <Compared
              key={`${metric} ${index}`}
              touchpoints={points}
              index={index}
              period={period}
              asOf={asOf}
            />
          )),
        )}
      </div>
    </>
  )
}
