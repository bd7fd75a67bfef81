import { setImmediate } from 'node:timers/promises'
import type { Indices } from '../shared/numbers.ts'
import type { WhatIf } from '../shared/what-if.ts'
import type { Span } from './calendar.ts'
import { openDerivation } from './counting/derive.ts'
import { quarterMs, quarterOf } from './counting/quarter.ts'
import { QuarterTable, type QuarterTally } from './counting/quarter-table.ts'
import type { Period } from './counting/served.ts'
import type { Tables } from './database/tables.ts'
import { factsOf } from './facts.ts'
import { BadQuestion } from './refusal.ts'
import type { Report } from './report.ts'
import type { Counting } from './sites.ts'
import type { MountedAt, Touchpoints } from './touchpoints.ts'
import { countUntimed } from './untimed-count.ts'

/** Who is at the counter when the span begins came before it. */
const runUpMs = 24 * 3_600_000
/** Facts that are counted before a press gets its turn. */
const mostAtOnce = 200

/** Counts a span of a touchpoint under other thresholds, and changes nothing. */
export async function whatIf(
  report: Report,
  { facts, untimed, horizons, touchpoints }: Tables & { touchpoints: Touchpoints },
  point: MountedAt,
  span: Span,
  set: Partial<Counting>,
): Promise<WhatIf> {
  const tallies: QuarterTally[] = []
  const loose: Period['loose'] = []
  for (const { device: mounted, from, to } of report.mountings(point, span)) {
    const { id, site, device } = mounted
    const rulesAt = touchpoints.rulesOf(site, device)
    const horizon = horizons.of(id) * quarterMs
    if (span.from < horizon) {
      const kept = new Date(horizon).toISOString()
      const problem = `${device}: raw presence before ${kept} was removed; expected a later from`
      throw new BadQuestion(problem, 'presence-removed', { at: horizon })
    }
    const supposedAt = (time: number) => ({ ...rulesAt(time), ...set })
    const derivation = openDerivation(supposedAt)
    let taken = 0
    const inReach = { from: span.from - runUpMs, to: span.to + runUpMs }
    for (const fact of factsOf(facts, id, inReach)) {
      derivation.take(fact)
      taken += 1
      if (taken % mostAtOnce === 0) await setImmediate()
    }
    for (const [quarter, tally] of derivation.tallies()) {
      const time = quarter * quarterMs
      if (time >= from && time < to) tallies.push({ quarter, tally })
    }
    for (const boot of untimed.boots(id)) {
      const counted = countUntimed(facts.untimed(id, boot), supposedAt)
      if (!counted || counted.from < from || counted.to > to) continue
      const [first, last] = [quarterOf(counted.from), quarterOf(counted.to)]
      loose.push({ from: first, to: last, tally: counted.tally })
    }
  }
  const touchpoint = `${point.site.id}/${point.touchpoint.id}`
  const period = report.period(point, span)
  return {
    touchpoint,
    actual: report.numbersOf(point, span, period),
    supposed: report.numbersOf(point, span, {
      ...period,
      tallies: [QuarterTable.of(tallies)],
      loose,
    }),
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
