import type { CountedNumbers, LiveNumbers } from '../shared/numbers.ts'
import type { Span } from './calendar.ts'
import { allOf, type Period } from './counting/served.ts'
import { answeredIn, type Counted, isOfCustomers, only } from './counting/tally.ts'
import type { Measured } from './meaning.ts'
import type { Telling } from './privacy/telling.ts'
import type { Report } from './report.ts'
import type { Discretion } from './sites.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** What everybody may see of today. */
interface Shown {
  at: number
  period: Period
  numbers: CountedNumbers
}

/**
 * Today's numbers of a touchpoint, for everybody to see as they change. People do not dare to
 * press while they are watched: customers are told of at once, answers in groups.
 */
export function openToday(report: Report, now: () => number): (point: MountedAt) => LiveNumbers {
  const shown = new Map<string, Shown>()

  function show(point: MountedAt, span: Span, period: Period, measured: Measured): Shown {
    const known = shown.get(pointId(point))
    if (known && isHeldBack(known, span, period, now(), point.site.live)) return known
    const fresh = { at: now(), period, numbers: report.numbersOf(point, span, period, measured) }
    shown.set(pointId(point), fresh)
    return fresh
  }

  function numbersAt(point: MountedAt, span: Span, measured: Measured, telling: Telling) {
    const { period, shown: part, gaps } = telling.upToNow(span)
    if (!period) return { at: now(), numbers: report.numbers(point, span, measured, telling) }
    const { at, period: held, numbers } = show(point, span, period, measured)
    // Both tell how far a device was heard of, and so when somebody pressed.
    const { coverage, watched } = numbers
    const counted = report.numbersOf(point, span, withServed(held, period), measured)
    return { at, numbers: { ...counted, coverage, watched, hidden: false, shown: part, gaps } }
  }

  return point => {
    const { site, touchpoint } = point
    const span = report.today(point)
    const devices = report.healthsOf(point)
    const measured = report.measure(point)
    const telling = report.telling(point, span, measured)
    const { at, numbers } = numbersAt(point, span, measured, telling)
    return {
      ...numbers,
      servedToday: report.servedOf(point, telling.all(span)),
      siteName: site.name ?? site.id,
      name: touchpoint.name ?? touchpoint.id,
      timeZone: site.timeZone,
      metric: touchpoint.question.metric,
      survey: touchpoint.survey,
      threshold: touchpoint.threshold,
      present: report.isPresent(point),
      discretion: { ...site.live, answersAsOf: at },
      devices: devices.map(health => (health.alive ? { ...health, heardAt: null } : health)),
    }
  }
}

function isHeldBack(
  { at, period: held, numbers }: Shown,
  span: Span,
  period: Period,
  now: number,
  { answersAtOnce, atMostMinutes }: Discretion,
): boolean {
  if (answersAtOnce === 1 || span.from !== numbers.from) return false
  // Counted from the last group on, whether anybody pressed since or not: else the wait would tell.
  return now - at < atMostMinutes * 60_000 && answered(period) - answered(held) < answersAtOnce
}

const answered = (period: Period) => answeredIn(allOf(period))

/** The answers of one moment with the customers of another. */
function withServed(held: Period, fresh: Period): Period {
  const isOfAnswers = (what: Counted) => !isOfCustomers(what)
  return {
    tallies: [
      ...held.tallies.map(table => table.only(isOfAnswers)),
      ...fresh.tallies.map(table => table.only(isOfCustomers)),
    ],
    loose: [
      ...held.loose.map(one => ({ ...one, tally: only(one.tally, isOfAnswers) })),
      ...fresh.loose.map(one => ({ ...one, tally: only(one.tally, isOfCustomers) })),
    ],
    quarters: fresh.quarters,
  }
}
