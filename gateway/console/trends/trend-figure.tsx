import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../frame/language.ts'
import type { Plot } from './plot.ts'
import type { TrendChart } from './trend-chart.ts'

/** The chart; what it shows stands in the table beneath it too. */
export function TrendFigure({ plot }: { plot: Plot }) {
  const place = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<TrendChart | 'failed' | null>(null)

  useEffect(() => {
    let opened: TrendChart | null = null
    let gone = false
    import('./trend-chart.ts')
      .then(({ openTrendChart }) => {
        if (gone || !place.current) return
        opened = openTrendChart(place.current)
        setChart(opened)
      })
      .catch(() => setChart('failed'))
    return () => {
      gone = true
      opened?.close()
    }
  }, [])

  useEffect(() => {
    if (chart !== null && chart !== 'failed') chart.show(plot)
  }, [chart, plot])

  if (chart === 'failed') return <p class="chart empty">{t('frame.not-opened')}</p>
  return <div class="chart" ref={place} aria-hidden="true" />
}
