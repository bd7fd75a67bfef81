import type { Gated, Metric, Numbers } from '../../../shared/numbers.ts'

export const figures = ['shares', 'criticality', 'response', 'metric'] as const
export type FigureName = (typeof figures)[number]

type Span = readonly [number, number]

/** One line of a trend; null is a gap, for unknown is not zero. */
export interface Line {
  name: IndexName
  values: (number | null)[]
  /** Where the value of customers like these lies. */
  bands: (Span | null)[]
  /** Where the value lies whatever the silent customers think; told where there is no value. */
  possible: (Span | null)[]
}

type Index = 'supportIndex' | 'criticalShare' | 'criticalityIndex' | 'responseRate'
export type IndexName = Index | GatedMetric
type GatedMetric = Exclude<Metric, 'rating'>

export function linesOf(figure: FigureName, rows: readonly Numbers[], metric: Metric): Line[] {
  if (figure === 'criticality') return [lineOf('criticalityIndex', rows)]
  if (figure === 'response') return [lineOf('responseRate', rows)]
  if (figure === 'metric' && metric !== 'rating') return [gatedLineOf(metric, rows)]
  return [lineOf('supportIndex', rows), lineOf('criticalShare', rows)]
}

/** The indices that a figure compares. */
export function indicesOf(figure: FigureName, metric: Metric): IndexName[] {
  if (figure === 'criticality') return ['criticalityIndex']
  if (figure === 'response') return ['responseRate']
  if (figure === 'metric' && metric !== 'rating') return [metric]
  return ['supportIndex', 'criticalShare']
}

/** Of open time, the share in which nobody could know who was served. */
export function darkShares(rows: readonly Numbers[]): number[] {
  return rows.map(({ watched }) => (watched === null ? 0 : 1 - watched))
}

function lineOf(name: Index, rows: readonly Numbers[]): Line {
  return {
    name,
    values: rows.map(row => row[name]),
    bands: rows.map(row => row.intervals[name]),
    possible: rows.map(() => null),
  }
}

function gatedLineOf(name: GatedMetric, rows: readonly Numbers[]): Line {
  const gated: Gated[] = rows.map(row => row[name])
  return {
    name,
    values: gated.map(one => (one.relevant ? one.value : null)),
    bands: gated.map(one => (one.relevant ? one.interval : null)),
    possible: gated.map(one => (one.relevant ? null : one.range)),
  }
}

/** The scale of some lines, the same for all of their kind that stand side by side. */
export function scaleOf(all: readonly Line[], [first]: readonly Line[]): Span {
  if (first?.name === 'nps') return [-100, 100]
  if (first?.name === 'ces') return [1, 5]
  const isAlike = ({ name }: Line) =>
    name === first?.name || !(isGated(name) || isGated(first?.name))
  return [0, ceilingOf(Math.max(0, ...all.filter(isAlike).flatMap(highestIn)))]
}

const isGated = (name: IndexName | undefined) => name === 'nps' || name === 'csat' || name === 'ces'

const highestIn = ({ values, bands, possible }: Line) => [
  ...values.map(value => value ?? 0),
  ...[...bands, ...possible].map(band => band?.[1] ?? 0),
]

/** The next number that is easily halved. */
export function ceilingOf(highest: number): number {
  if (highest < 0.1) return 0.1
  const digits = Math.floor(Math.log10(highest))
  const ceilings = [1, 2, 4, 6, 8, 10].map(step => Number(`${step}e${digits}`))
  return ceilings.find(one => highest <= one) ?? highest
}
