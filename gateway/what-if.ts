import type { Indices, Numbers } from '../shared/numbers.ts'
import type { Span } from './calendar.ts'
import { deriveTallies } from './counting/derive.ts'
import { quarterMs } from './counting/quarter.ts'
import type { QuarterTally } from './counting/served.ts'
import type { Tables } from './database/tables.ts'
import { factsOf } from './facts.ts'
import type { Report } from './report.ts'
import type { Counting } from './sites.ts'
import type { MountedAt, Touchpoints } from './touchpoints.ts'

export interface WhatIf {
  touchpoint: string
  actual: Numbers
  supposed: Numbers
}

/** Who is at the counter when the span begins came before it. */
const runUpMs = 24 * 3_600_000

/** Counts a span of a touchpoint under other thresholds, and changes nothing. */
export function whatIf(
  report: Report,
  { facts, horizons, touchpoints }: Tables & { touchpoints: Touchpoints },
  point: MountedAt,
  span: Span,
  set: Partial<Counting>,
): WhatIf {
  const tallies: QuarterTally[] = []
  for (const { device: mounted, from, to } of report.mountings(point, span)) {
    const { id, site, device } = mounted
    const rulesAt = touchpoints.rulesOf(site, device)
    const horizon = horizons.of(id) * quarterMs
    if (span.from < horizon) {
      const kept = new Date(horizon).toISOString()
      throw new Error(`${device}: raw presence before ${kept} was removed; expected a later --from`)
    }
    const inReach = factsOf(facts, id, { from: span.from - runUpMs, to: span.to + runUpMs })
    for (const [quarter, tally] of deriveTallies(inReach, time => ({ ...rulesAt(time), ...set }))) {
      const time = quarter * quarterMs
      if (time >= from && time < to) tallies.push({ quarter, tally })
    }
  }
  const touchpoint = `${point.site.id}/${point.touchpoint.id}`
  return {
    touchpoint,
    actual: report.numbers(point, span),
    supposed: report.numbersOf(point, span, { ...report.period(point, span), tallies, loose: [] }),
  }
}

type Compared = keyof Pick<
  Indices,
  'supportIndex' | 'criticalityIndex' | 'criticalShare' | 'responseRate'
>

const compared: Compared[] = ['supportIndex', 'criticalityIndex', 'criticalShare', 'responseRate']

/** Both results side by side, for people to read. */
export function whatIfTable({ touchpoint, actual, supposed }: WhatIf): string {
  const counts = (byName: Record<string, number>) =>
    Object.entries(byName)
      .map(([name, n]) => `${n} × ${name}`)
      .join(', ') || 'none'
  const rows: [string, string, string][] = [
    [touchpoint, 'now', 'what if'],
    ['served', String(actual.served ?? 'unknown'), String(supposed.served ?? 'unknown')],
    ['answers', counts(actual.answers), counts(supposed.answers)],
    ['set aside', counts(actual.setAside), counts(supposed.setAside)],
    ...compared.map((index): [string, string, string] => [
      index,
      actual[index]?.toFixed(4) ?? 'unknown',
      supposed[index]?.toFixed(4) ?? 'unknown',
    ]),
  ]
  const width = (column: 0 | 1) => Math.max(...rows.map(row => row[column].length))
  return rows
    .map(
      ([name, before, after]) => `${name.padEnd(width(0))}  ${before.padEnd(width(1))}  ${after}`,
    )
    .join('\n')
}
