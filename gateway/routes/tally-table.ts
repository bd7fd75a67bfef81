import { type Gated, type Numbers, type SensorBias, SetAsideReason } from '../../shared/numbers.ts'
import { localTime } from '../calendar.ts'
import { definition } from '../counting/indices.ts'
import { ofAnswers, ofServed } from '../counting/scores.ts'
import type { MountedAt } from '../touchpoints.ts'

/** Most quarters of the night say nothing. */
export const hasCounts = ({ hidden, served, answers, setAside }: Numbers) =>
  hidden || served !== null || Object.keys({ ...answers, ...setAside }).length > 0

/** The columns of the tallies: whatever it takes to compute each index again by hand. */
export const tallyHeader = (ratings: number[]): string[] => [
  ...['site', 'touchpoint', 'from_utc', 'to_utc', 'from_local', 'to_local', 'time_zone'],
  ...['hidden', 'shown_from_utc', 'shown_to_utc', 'gaps_utc', 'served'],
  ...['served_source', 'presence', 'till', 'manual', 'discrepancy'],
  ...ratings.map(rating => `answers_${rating}`),
  'answers_unseen',
  ...SetAsideReason.options.map(reason => `set_aside_${reason}`),
  ...['support_index', 'criticality_index', 'critical_share', 'response_rate'],
  ...ofServed.map(index => `${snake(index)}_numerator`),
  'denominator',
  ...ofServed.flatMap(index => [`${snake(index)}_low`, `${snake(index)}_high`]),
  ...['sensor_ratio', 'sensor_ratio_low', 'sensor_ratio_high'],
  ...ofServed.flatMap(index => byRatioColumns.map(column => `${snake(index)}${column}`)),
  ...ofAnswers.flatMap(index => gatedColumns.map(column => `${snake(index)}${column}`)),
  ...['coverage', 'watched', 'gate', 'metric', 'survey', 'threshold', 'scale', 'definition'],
  ...['settings', 'series'],
]

/** An index of what the sensor saw, set right by what the till says of it. */
const byRatioColumns = ['_by_ratio', '_by_ratio_low', '_by_ratio_high']

const gatedColumns = [
  '',
  '_numerator',
  '_denominator',
  ...['_low', '_high', '_least_possible', '_most_possible'],
]

export function tallyRow({ site, touchpoint }: MountedAt, row: Numbers, ratings: number[]) {
  const iso = (time?: number) => (time === undefined ? '' : new Date(time).toISOString())
  const { answers, setAside } = row
  return [
    row.site,
    row.touchpoint,
    iso(row.from),
    iso(row.to),
    localTime(row.from, site.timeZone),
    localTime(row.to, site.timeZone),
    site.timeZone,
    row.hidden ? 1 : 0,
    iso(row.shown?.from),
    iso(row.shown?.to),
    row.gaps.map(({ from, to }) => `${iso(from)}/${iso(to)}`).join(' '),
    row.served,
    row.servedBy.source,
    row.servedBy.presence,
    row.servedBy.till,
    row.servedBy.manual,
    row.servedBy.discrepancy,
    ...ratings.map(rating => answers && (answers[rating] ?? 0)),
    row.unseenAnswers,
    ...SetAsideReason.options.map(reason => setAside && (setAside[reason] ?? 0)),
    ...ofServed.map(index => row[index]),
    ...ofServed.map(index => row.numerators[index]),
    row.served,
    ...ofServed.flatMap(index => row.intervals[index] ?? [null, null]),
    ...biasCells(row.sensorBias),
    ...ofAnswers.flatMap(index => gatedCells(row[index])),
    row.coverage,
    row.watched,
    row.csatMean.relevant ? 'open' : row.csatMean.reason,
    row.question.metric,
    touchpoint.survey,
    touchpoint.threshold,
    row.scale.join(' '),
    definition,
    row.settings,
    row.series,
  ]
}

function biasCells(bias: SensorBias | null): unknown[] {
  const ofIndex = (index: (typeof ofServed)[number]) => {
    const found = bias?.indices[index]
    return found ? [found.value, ...found.interval] : [null, null, null]
  }
  const ratio = bias ? [bias.ratio, ...bias.interval] : [null, null, null]
  return [...ratio, ...ofServed.flatMap(ofIndex)]
}

function gatedCells(gated: Gated): unknown[] {
  const range = gated.range ?? [null, null]
  if (!gated.relevant) return [null, null, null, null, null, ...range]
  const { value, numerator, denominator, interval } = gated
  return [value, numerator, denominator, ...(interval ?? [null, null]), ...range]
}

const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
