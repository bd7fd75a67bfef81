import { compareFacts } from './counting/count.ts'
import { deriveTallies } from './counting/derive.ts'
import type { RulesAt } from './counting/rules.ts'
import { addTo, type Tally } from './counting/tally.ts'
import { factOf, type PlacedEvent } from './database/facts.ts'
import type { UntimedTally } from './database/untimed.ts'

/** What of one boot has no place in a quarter-hour is counted for itself, as if always open. */
export function countUntimed(placed: PlacedEvent[], rulesAt: RulesAt): UntimedTally | null {
  if (placed.length === 0) return null
  const sorted = placed.map(factOf).sort(compareFacts)
  const always = (time: number) => ({ ...rulesAt(time), isOpen: () => true, openMs: () => 0 })
  const tally: Tally = {}
  for (const counted of deriveTallies(sorted, always).values()) addTo(tally, counted)
  const from = Math.min(...placed.map(({ time, errorMs }) => time - (errorMs ?? 0)))
  const to = Math.max(...placed.map(({ time, errorMs }) => time + (errorMs ?? 0)))
  return { from, to, tally }
}
