import { Disagreements } from '../../shared/disagreements.ts'
import { dayOf } from '../calendar.ts'
import { disagreementsIn } from '../counting/disagreement.ts'
import { quarterMs } from '../counting/quarter.ts'
import { sidesOf } from '../counting/served.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

const dayMs = 24 * 3_600_000
const usualMs = 28 * dayMs
const mostDays = 400

export const disagreements = jsonRoute({
  path: '/api/served/disagreements',
  summary: 'Where sensor and till lastingly disagree (in the last four weeks without from and to)',
  right: 'read',
  query: SpanQuery,
  answer: Disagreements,
  async read(query, source) {
    const { books, now } = source
    const from = query.from ?? String(now() - usualMs)
    const ofPoints = asked({ ...query, from }, source, mostDays)
      .values()
      .map(({ point, span }) => {
        const dayStartOf = startsOf(quarter => dayOf(quarter * quarterMs, point.days))
        const sides = sidesOf(books.standing.period(point, span))
        return disagreementsIn(sides, dayStartOf).map(found => ({
          site: point.site.id,
          touchpoint: point.touchpoint.id,
          ...found,
          discrepancy: found.till > 0 ? found.presence / found.till - 1 : null,
        }))
      })
    return { disagreements: (await rowsOf(ofPoints, books)).flat() }
  },
})

/** Quarters come in order of time: the day of the last one is nearly always that of the next. */
function startsOf(dayAt: (quarter: number) => { from: number; to: number }) {
  let day = { from: 0, to: 0 }
  return (quarter: number) => {
    const time = quarter * quarterMs
    if (time < day.from || time >= day.to) day = dayAt(quarter)
    return day.from
  }
}
