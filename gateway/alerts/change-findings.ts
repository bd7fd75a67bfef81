import { z } from 'zod'
import type { Finding } from '../../shared/alerts.ts'
import { hourlyDayOf, localTime, type Span } from '../calendar.ts'
import type { Report } from '../report.ts'
import {
  type Counted,
  type Direction,
  type Evidence,
  noEvidence,
  strengthFor,
  usualShare,
  weigh,
} from '../statistics/change-watch.ts'
import type { MountedAt } from '../touchpoints.ts'

const hourMs = 3_600_000
const weekMs = 7 * 24 * hourMs
const weeks = 4
/** An hour is weighed when what was on its way has come. */
const settleMs = 10 * 60_000
/** What is told later than this raises no alarm. */
const latestMs = 2 * hourMs
/** Fewer customers in four weeks say nothing of what is usual. */
const fewestCustomers = 200

/** What a watch remembers: the end of the last hour that it weighed, and the evidence so far. */
export const Watch = z.object({
  until: z.number(),
  evidence: z.object({
    strength: z.number(),
    customers: z.number(),
    counted: z.number(),
    expected: z.number(),
    since: z.number().nullable(),
  }),
})
export type Watch = z.infer<typeof Watch>

export const watches = [
  { kind: 'critical-share-rises', index: 'criticalShare', direction: 'rises', are: 'critical' },
  { kind: 'support-index-falls', index: 'supportIndex', direction: 'falls', are: 'supporting' },
] as const satisfies {
  kind: Finding['kind']
  index: string
  direction: Direction
  are: string
}[]

/** Weighs the hours that are over since the last time, and tells of a change. */
export function changeFinding(
  report: Report,
  point: MountedAt,
  watch: (typeof watches)[number],
  before: Watch | null,
  falsePerMonth: number,
  now: number,
): { after: Watch; finding: Finding | null } {
  const from = Math.max(before?.until ?? 0, now - latestMs)
  const hours = [...report.cuts(point, { from: hourStart(from, point), to: now }, 'hour')].filter(
    hour => hour.from >= (before?.until ?? 0) && hour.to + settleMs <= now,
  )
  const countedIn = (span: Span): Counted => {
    const { served, numerators } = report.numbersOf(point, span, report.period(point, span))
    return { customers: served ?? 0, counted: numerators[watch.index] ?? 0 }
  }
  const until = hours.at(-1)?.to ?? before?.until ?? now - latestMs
  let evidence: Evidence = before?.evidence ?? noEvidence
  if (hours.length === 0) return { after: { until, evidence }, finding: null }

  const past = countedIn({ from: now - weeks * weekMs, to: hours[0]?.from ?? now })
  if (past.customers < fewestCustomers) return { after: { until, evidence }, finding: null }
  const enough = strengthFor((past.customers * 52) / 12 / weeks, falsePerMonth, watches.length)
  for (const hour of hours) {
    const same = Array.from({ length: weeks }, (_, week) =>
      countedIn(weeksBefore(hour, week + 1, point)),
    ).reduce((sum, one) => ({
      customers: sum.customers + one.customers,
      counted: sum.counted + one.counted,
    }))
    const counted = countedIn(hour)
    // More answers than customers is a fault of the data, and says nothing of a change.
    if (counted.counted > counted.customers) continue
    evidence = weigh(evidence, hour.from, counted, usualShare(same, past), watch.direction)
    if (evidence.strength < enough) continue
    const finding = findingOf(point, watch, evidence)
    return { after: { until: hour.to, evidence: noEvidence }, finding }
  }
  return { after: { until, evidence }, finding: null }
}

function hourStart(time: number, { days }: MountedAt): number {
  const hour = hourlyDayOf(time, days).hours.find(({ from, to }) => from <= time && time < to)
  return hour?.from ?? time
}

/** The same hour of the day, weeks before; the clocks may have changed meanwhile. */
function weeksBefore(hour: Span, ago: number, { days }: MountedAt): Span {
  const place = hourlyDayOf(hour.from, days).hours.findIndex(({ from }) => from === hour.from)
  const noon = hourlyDayOf(hour.from, days).from + 12 * hourMs - ago * weekMs
  return hourlyDayOf(noon, days).hours[place] ?? { from: hour.from, to: hour.from }
}

/** Rounded: an alert must not tell what few customers answered. */
function findingOf(
  { site, touchpoint }: MountedAt,
  { kind, are }: (typeof watches)[number],
  evidence: Evidence,
): Finding {
  const since = evidence.since ?? 0
  const customers = Math.round(evidence.customers / 10) * 10
  const percent = (n: number) => Math.round((100 * n) / evidence.customers)
  const [share, usual] = [percent(evidence.counted), percent(evidence.expected)]
  return {
    kind,
    site: site.id,
    touchpoint: touchpoint.id,
    device: null,
    evidence: `Since ${localTime(since, site.timeZone).slice(0, 16).replace('T', ' ')}, ${share} % of about ${customers} customers were ${are}; in the same hours of past weeks it was ${usual} %.`,
    figures: { since, customers, share: share / 100, usual: usual / 100 },
  }
}
