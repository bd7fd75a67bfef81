import { LineChart, type LineSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  type GridComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components'
import { type ComposeOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { Day } from './week.ts'

type Option = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>

export interface Trending {
  week: readonly Day[]
  /** The names of the days, as many as there are days. */
  days: readonly string[]
  names: readonly [string, string]
  percent: (share: number | null) => string
}

export interface TrendChart {
  show(trending: Trending): void
  close(): void
}

const CEILINGS = [0.1, 0.25, 0.5, 1]

export function openTrendChart(place: HTMLElement): TrendChart {
  use([LineChart, GridComponent, TooltipComponent, CanvasRenderer])
  const chart = init(place)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let shown: Trending | null = null

  function draw() {
    if (shown) chart.setOption(optionOf(shown, getComputedStyle(place)))
  }

  const resized = new ResizeObserver(() => chart.resize())
  resized.observe(place)
  dark.addEventListener('change', draw)

  return {
    show(trending) {
      shown = trending
      draw()
    },
    close() {
      resized.disconnect()
      dark.removeEventListener('change', draw)
      chart.dispose()
    },
  }
}

function optionOf({ week, days, names, percent }: Trending, style: CSSStyleDeclaration): Option {
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const highest = Math.max(0, ...week.flatMap(day => [day.support ?? 0, day.critical ?? 0]))
  const ceiling = CEILINGS.find(one => highest <= one) ?? highest
  const text = { color: colour('muted'), fontSize: 12, fontFamily: style.fontFamily }

  const line = (part: 'support' | 'critical', name: string): LineSeriesOption => ({
    type: 'line',
    name,
    data: week.map(day => day[part] ?? '-'),
    connectNulls: false,
    symbol: part === 'support' ? 'circle' : 'diamond',
    symbolSize: part === 'support' ? 7 : 9,
    showAllSymbol: true,
    lineStyle: { width: 2, type: part === 'support' ? 'solid' : 'dashed' },
    color: colour(part),
  })

  return {
    animation: false,
    grid: { left: 4, right: 12, top: 10, bottom: 2, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      data: [...days],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colour('line') } },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: ceiling,
      interval: ceiling / 2,
      axisLabel: { ...text, formatter: (value: number) => percent(value) },
      splitLine: { lineStyle: { color: colour('line') } },
    },
    tooltip: {
      trigger: 'axis',
      // HTML would bring style attributes, which the content-security-policy refuses.
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('card'),
      borderColor: colour('line'),
      textStyle: { ...text, color: colour('ink') },
      valueFormatter: value => percent(typeof value === 'number' ? value : null),
    },
    series: [line('support', names[0]), line('critical', names[1])],
  }
}
