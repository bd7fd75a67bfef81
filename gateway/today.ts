import type { LiveNumbers, Numbers } from '../shared/numbers.ts'
import type { Span } from './calendar.ts'
import { answersIn, type Tally } from './counting/tally.ts'
import type { Report } from './report.ts'
import type { Discretion } from './sites.ts'
import { type MountedAt, pointId } from './touchpoints.ts'

/** What everybody may see of today. */
interface Shown {
  at: number
  tally: Tally
  numbers: Numbers
}

/**
 * Today's numbers of a touchpoint, for everybody to see as they change. People do not dare to
 * press while they are watched: customers are told of at once, answers in groups.
 */
export function openToday(report: Report, now: () => number): (point: MountedAt) => LiveNumbers {
  const shown = new Map<string, Shown>()

  function show(point: MountedAt, span: Span, tally: Tally): Shown {
    const known = shown.get(pointId(point))
    if (known && isHeldBack(known, span, tally, now(), point.site.live)) return known
    const fresh = { at: now(), tally, numbers: report.numbersOf(point, span, tally) }
    shown.set(pointId(point), fresh)
    return fresh
  }

  return point => {
    const { site, touchpoint } = point
    const span = report.today(point)
    const tally = report.tally(point, span)
    const { at, tally: held, numbers } = show(point, span, tally)
    const devices = report.healthsOf(point)
    // Both tell how far a device was heard of, and so when somebody pressed.
    const { coverage, watched } = numbers
    return {
      ...report.numbersOf(point, span, withServed(held, tally)),
      coverage,
      watched,
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
  { at, tally: held, numbers }: Shown,
  span: Span,
  tally: Tally,
  now: number,
  { answersAtOnce, atMostMinutes }: Discretion,
): boolean {
  if (answersAtOnce === 1 || span.from !== numbers.from) return false
  // Counted from the last group on, whether anybody pressed since or not: else the wait would tell.
  return now - at < atMostMinutes * 60_000 && answered(tally) - answered(held) < answersAtOnce
}

const answered = (tally: Tally) => Object.values(answersIn(tally)).reduce((a, b) => a + b, 0)

/** A tally with the customers of another. */
function withServed(held: Tally, { served, watched, 'watched-closed': closed }: Tally): Tally {
  return {
    ...held,
    ...(served && { served }),
    ...(watched && { watched }),
    ...(closed && { 'watched-closed': closed }),
  }
}
