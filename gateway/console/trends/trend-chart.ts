import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { optionOf, type Plot } from './plot.ts'

export interface TrendChart {
  show(plot: Plot): void
  close(): void
}

/** Draws in the colours of the page. */
export function openTrendChart(place: HTMLElement): TrendChart {
  use([LineChart, BarChart, CustomChart, GridComponent, TooltipComponent, CanvasRenderer])
  const chart = init(place)
  const resized = new ResizeObserver(() => chart.resize())
  resized.observe(place)

  return {
    show(plot) {
      chart.resize()
      chart.setOption(optionOf(plot, getComputedStyle(place)), true)
    },
    close() {
      resized.disconnect()
      chart.dispose()
    },
  }
}
