import type { Summary } from '../shared/summary.ts'
import type { Books } from './books.ts'
import { visitsIn } from './counting/visits.ts'
import { factsOf } from './facts.ts'
import { lastsAt } from './timelines.ts'

/** Sums up everything that the books hold. */
export function summarize({ report, facts, touchpoints }: Books): Summary {
  const counted = report.everyTouchpoint().flatMap(point => {
    const span = report.everything(point)
    if (!span) return []
    return report.seriesIn(point, span).map(part => {
      const numbers = report.numbersOf(point, part, report.period(point, part))
      const mounted = report.mountings(point, part)
      const visits = mounted
        .flatMap(({ device: { id, site, device }, ...mounting }) =>
          visitsIn(factsOf(facts, id), touchpoints.rulesOf(site, device)).filter(({ from }) =>
            lastsAt(mounting, from),
          ),
        )
        .sort((one, other) => one.from - other.from)
      const [first] = mounted
      const rulesAt = first && touchpoints.rulesOf(first.device.site, first.device.device)
      const holdOffMs = numbers.served === null && rulesAt ? rulesAt(part.from).holdOffMs : null
      return { ...numbers, visits, holdOffMs }
    })
  })
  return { touchpoints: counted }
}
