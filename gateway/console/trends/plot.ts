import type { ServedBy } from '../../../shared/numbers.ts'
import { type BoxPlace, boxOf, hatchOf } from './boxes.ts'
import { strokes } from './strokes.ts'
import type { Line } from './trend.ts'

/** What a chart shows; `labels` are as many as every list of values. */
export interface Plot {
  labels: readonly string[]
  lines: readonly Line[]
  scale: readonly [number, number]
  shown: (value: number) => string
  served: readonly ServedBar[]
  mostServed: number
  /** Shares of open time. */
  dark: readonly number[]
  /** What is told of a moment to whoever points at it. */
  tells: (index: number) => string
}

/** Customers of one moment, and who counted them. */
interface ServedBar {
  count: number | null
  source: ServedBy['source']
}

const fewMoments = 40

/** The option of ECharts: lines with bands above, customers served below, dark time hatched. */
export function optionOf(plot: Plot, style: CSSStyleDeclaration) {
  const { labels, lines, scale, shown, served, mostServed, dark, tells } = plot
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const text = { color: colour('muted'), fontSize: 12, fontFamily: style.fontFamily }
  const [lowest, highest] = scale
  const few = labels.length <= fewMoments

  /** Each box: category, low, high, and where in the category's width it begins. */
  const boxes = (grid: number, data: number[][], fill: unknown, opacity: number) => ({
    type: 'custom' as const,
    silent: true,
    z: 1,
    xAxisIndex: grid,
    yAxisIndex: grid,
    data,
    encode: { x: 0, y: [1, 2] },
    renderItem: (_: unknown, place: BoxPlace) => boxOf(place, fill, opacity),
  })
  const bandsOf = (parts: Line['bands'], fill: string, opacity: number) =>
    boxes(
      0,
      parts.flatMap((part, at) => (part ? [[at, part[0], part[1], 0]] : [])),
      fill,
      opacity,
    )
  const hatched = (grid: number, low: number, high: number) =>
    boxes(
      grid,
      dark.flatMap((share, at) => (share > 0.005 ? [[at, low, high, 1 - share]] : [])),
      hatchOf(colour('edge')),
      0.5,
    )
  const categories = (gridIndex: number, isLabelled: boolean) => ({
    type: 'category' as const,
    gridIndex,
    data: [...labels],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('line') } },
    axisLabel: { ...text, show: isLabelled, hideOverlap: true },
  })
  const values = (gridIndex: number, [min, max]: Plot['scale'], format: Plot['shown']) => ({
    type: 'value' as const,
    gridIndex,
    min,
    max,
    interval: (max - min) / 2,
    axisLabel: { ...text, formatter: format },
    splitLine: { lineStyle: { color: colour('line') } },
  })

  return {
    animation: false,
    grid: [
      { left: 52, right: 10, top: 12, height: 168 },
      { left: 52, right: 10, top: 200, height: 56 },
    ],
    axisPointer: {
      link: [{ xAxisIndex: 'all' as const }],
      lineStyle: { color: colour('edge') },
    },
    xAxis: [categories(0, false), categories(1, true)],
    yAxis: [
      values(0, scale, shown),
      values(1, [0, mostServed], value => (value === mostServed / 2 ? '' : String(value))),
    ],
    tooltip: {
      trigger: 'axis' as const,
      // HTML would bring style attributes, which the content-security-policy refuses.
      renderMode: 'richText' as const,
      confine: true,
      backgroundColor: colour('card'),
      borderColor: colour('line'),
      textStyle: { ...text, color: colour('ink') },
      formatter: (told: unknown) => tells(pointedAt(told)),
    },
    series: [
      hatched(0, lowest, highest),
      hatched(1, 0, mostServed),
      ...lines.flatMap(({ name, bands, possible }) => [
        bandsOf(possible, colour('possible'), 0.25),
        bandsOf(bands, colour(strokes[name].colour), 0.18),
      ]),
      ...lines.map(({ name, values }) => ({
        type: 'line' as const,
        data: values.map(value => value ?? '-'),
        connectNulls: false,
        symbol: strokes[name].symbol,
        symbolSize: few ? 8 : 4,
        showAllSymbol: true,
        lineStyle: { width: 2, type: strokes[name].dash },
        color: colour(strokes[name].colour),
        z: 3,
      })),
      {
        type: 'bar' as const,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: served.map(({ count, source }) => ({
          value: count ?? '-',
          itemStyle: barOf(source, colour),
        })),
        barCategoryGap: few ? '30%' : '5%',
        z: 2,
      },
    ],
  }
}

/** Full what a sensor saw, empty what a till sold, pale what was entered by hand. */
function barOf(source: ServedBy['source'], colour: (name: string) => string) {
  const [strong, pale] = [colour('possible'), colour('silent')]
  const edge = { borderColor: strong, borderWidth: 1.5 }
  if (source === 'till') return { color: colour('card'), ...edge }
  if (source === 'manual') return { color: pale, ...edge, borderType: 'dashed' as const }
  return source === 'mixed' ? { color: pale, ...edge } : { color: strong }
}

/** ECharts tells of every series at the moment that is pointed at. */
function pointedAt(told: unknown): number {
  const [one] = Array.isArray(told) ? told : [told]
  return typeof one?.dataIndex === 'number' ? one.dataIndex : 0
}
