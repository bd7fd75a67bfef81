import type { Summary } from '../shared/summary.ts'
import type { Books } from './books.ts'
import { visitsIn } from './counting/visits.ts'
import { factsOf } from './facts.ts'

/** Sums up everything that the books hold. */
export function summarize({ report, facts, touchpoints }: Books): Summary {
  const counted = report.touchpoints().flatMap(point => {
    const span = report.everything(point)
    if (!span) return []
    const numbers = report.numbersOf(point, span, report.period(point, span))
    const devices = report.devicesOf(point)
    const visits = devices
      .flatMap(({ id, site, device }) =>
        visitsIn(factsOf(facts, id), touchpoints.rulesOf(site, device)),
      )
      .sort((one, other) => one.from - other.from)
    const [first] = devices
    const rules = first && touchpoints.rulesOf(first.site, first.device)
    const holdOffMs = numbers.served === null && rules ? rules.holdOffMs : null
    return [{ ...numbers, visits, holdOffMs }]
  })
  return { touchpoints: counted }
}
