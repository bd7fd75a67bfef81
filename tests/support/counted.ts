import { compareFacts, type Fact } from '../../gateway/counting/count.ts'
import { deriveTallies } from '../../gateway/counting/derive.ts'
import { QuarterTable } from '../../gateway/counting/quarter-table.ts'
import { alwaysOpen, commonThresholds, type Rules } from '../../gateway/counting/rules.ts'
import { servedOf } from '../../gateway/counting/served.ts'
import { addTo, answersIn, servedIn, setAsideIn, type Tally } from '../../gateway/counting/tally.ts'
import { visitsIn } from '../../gateway/counting/visits.ts'
import { aBoot } from './events.ts'

export const seconds = 1000

/** A device with a rangefinder tells; times in seconds since it started. */
export function counted(tell: (at: Tell) => void, rules: Partial<Rules> = {}, rangefinder = true) {
  const event = aBoot()
  const facts: Fact[] = []
  const at: Tell = (second, told) => {
    const made = event(second * seconds, told)
    facts.push({ time: made.at, event: made })
  }
  at(0, { kind: 'started', rangefinder: rangefinder ? 'TFmini-S' : null })
  tell(at)
  facts.sort(compareFacts)
  const all: Rules = { ...commonThresholds, ...alwaysOpen, ratingsAt: () => null, ...rules }
  const tally: Tally = {}
  const derived = deriveTallies(facts, () => all)
  for (const one of derived.values()) addTo(tally, one)
  const tallies = [...derived].map(([quarter, tally]) => ({ quarter, tally }))
  const { answers: comparable } = servedOf(
    { tallies: [QuarterTable.of(tallies)], loose: [], quarters: [] },
    () => 'auto',
    () => true,
  )
  return {
    served: servedIn(tally),
    answers: answersIn(tally),
    setAside: setAsideIn(tally),
    contradictions: tally.contradiction ?? 0,
    alive: tally.alive,
    watched: tally.watched,
    comparable,
    visits: visitsIn(facts, () => all),
  }
}
export type Tell = (second: number, told: Parameters<ReturnType<typeof aBoot>>[1]) => void
