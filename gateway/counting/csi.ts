import type { WeightedCsi } from '../../shared/csi.ts'
import type { Gated } from '../../shared/numbers.ts'
import type { Interval } from '../statistics/interval.ts'

/** What one question of a questionnaire says, and how much it weighs. */
interface Attribute {
  weight: number
  csi: Gated
}

/**
 * The weighted mean of what several questions say. Its interval is made from theirs (G. Y. Zou and
 * A. Donner, Statistics in Medicine 27 (2008) 1693-1702), as if each question had its own customers.
 */
export function weightedCsi(attributes: Attribute[]): WeightedCsi {
  const total = sum(attributes.map(({ weight }) => weight))
  const parts = attributes.map(({ weight, csi }) => ({ share: weight / total, csi }))

  const ranges = parts.flatMap(({ share, csi }) => (csi.range ? [{ share, ends: csi.range }] : []))
  const range = ranges.length === parts.length ? sumOfEnds(ranges) : null
  const shut = parts.flatMap(({ csi }) => (csi.relevant ? [] : csi.reason))
  if (shut[0]) return { relevant: false, reason: shut[0], range }

  const known = parts.flatMap(({ share, csi }) => (csi.relevant ? [{ share, ...csi }] : []))
  const value = sum(known.map(one => one.share * one.value))
  const away = known.flatMap(({ share, value, interval }) =>
    interval ? [{ share, low: value - interval[0], high: interval[1] - value }] : [],
  )
  const interval: Interval = [
    value - Math.hypot(...away.map(({ share, low }) => share * low)),
    value + Math.hypot(...away.map(({ share, high }) => share * high)),
  ]
  return { relevant: true, value, interval: away.length === parts.length ? interval : null, range }
}

const sumOfEnds = (ranges: { share: number; ends: Interval }[]): Interval => [
  sum(ranges.map(({ share, ends }) => share * ends[0])),
  sum(ranges.map(({ share, ends }) => share * ends[1])),
]

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
