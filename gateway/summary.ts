import type { Summary } from '../shared/summary.ts'
import type { Books } from './books.ts'
import type { Fact } from './counting/count.ts'
import { quarterMs } from './counting/quarter.ts'
import { visitsIn } from './counting/visits.ts'
import type { EventLog } from './database/event-log.ts'

/** Sums up everything that the books hold. */
export function summarize({ report, log, touchpoints }: Books): Summary {
  const counted = report.touchpoints().flatMap(point => {
    const span = report.everything(point)
    if (!span) return []
    const numbers = report.numbers(point, span)
    const devices = report.devicesOf(point)
    const visits = devices
      .flatMap(({ id, site, device }) =>
        visitsIn(factsOf(log, id), touchpoints.rulesOf(site, device)),
      )
      .sort((one, other) => one.from - other.from)
    const [first] = devices
    const rules = first && touchpoints.rulesOf(first.site, first.device)
    const holdOffMs = numbers.served === null && rules ? rules.holdOffMs : null
    return [{ ...numbers, visits, holdOffMs }]
  })
  return { touchpoints: counted }
}

/** A device's facts in the order in which they count, a day's worth in memory. */
function* factsOf(log: EventLog, device: number): Generator<Fact> {
  const dayMs = 96 * quarterMs
  for (let from = log.nextTime(device, 0); from !== null; from = log.nextTime(device, from)) {
    yield* log.between(device, from, from + dayMs)
    from += dayMs
  }
}
