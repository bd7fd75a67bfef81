import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { optionOf, type Plot } from './plot.ts'

export interface TrendChart {
  show(plot: Plot): void
  close(): void
}

/** Of a chart on A4, CSS pixels. */
const paperWidth = 640

/** Draws in the colours of the page. */
export function openTrendChart(place: HTMLElement): TrendChart {
  use([LineChart, BarChart, CustomChart, GridComponent, TooltipComponent, CanvasRenderer])
  const chart = init(place, null, { devicePixelRatio: Math.max(2, devicePixelRatio) })
  const resized = new ResizeObserver(() => chart.resize())
  resized.observe(place)
  let shown: Plot | null = null

  function draw(width: number | 'auto') {
    chart.resize({ width })
    if (shown) chart.setOption(optionOf(shown, getComputedStyle(place)), true)
  }
  // A browser lays a page out for paper when it is too late to draw.
  const drawOnPaper = () => draw(paperWidth)
  const drawOnScreen = () => draw('auto')
  addEventListener('beforeprint', drawOnPaper)
  addEventListener('afterprint', drawOnScreen)

  return {
    show(plot) {
      shown = plot
      draw('auto')
    },
    close() {
      removeEventListener('beforeprint', drawOnPaper)
      removeEventListener('afterprint', drawOnScreen)
      resized.disconnect()
      chart.dispose()
    },
  }
}
