import type { Rules, RulesAt } from './counting/rules.ts'
import { endOfTime } from './eras.ts'
import { openingHours } from './opening-hours.ts'
import type { Counting, Opening } from './sites.ts'

/** What decides how presses and visits are counted. */
export interface RuleSet {
  counting: Counting
  ratings: number[] | null
  opening: Opening | null
  /** Of the opening hours; null without them. */
  timeZone: string | null
}

/** Rules that hold from a moment on, epoch ms; null when nobody knows which. */
export interface DatedRules {
  from: number
  rules: RuleSet | null
}

/** The rules at each moment. Those that never changed cost no search. */
export function rulesAt(dated: { from: number; rules: RuleSet }[]): RulesAt {
  const each = dated.map(({ from, rules }, index) => ({
    from,
    to: dated[index + 1]?.from ?? endOfTime,
    rules: makeRules(rules),
  }))
  const [first] = each
  if (!first) throw new Error('expected rules for all time, found none')
  if (each.length === 1) return () => first.rules
  const at = (time: number) => (each.findLast(({ from }) => time >= from) ?? first).rules
  // A visit or a silence may have begun while other rules held.
  const inTime: Pick<Rules, 'ratingsAt' | 'isOpen' | 'openMs'> = {
    ratingsAt: time => at(time).ratingsAt(time),
    isOpen: time => at(time).isOpen(time),
    openMs: (from, to) =>
      each.reduce((sum, one) => {
        const [start, end] = [Math.max(from, one.from), Math.min(to, one.to)]
        return start < end ? sum + one.rules.openMs(start, end) : sum
      }, 0),
  }
  const rules = new Map(each.map(one => [one.rules, { ...one.rules, ...inTime }]))
  return time => rules.get(at(time)) ?? first.rules
}

const makeRules = ({ counting, ratings, opening, timeZone }: RuleSet): Rules => ({
  ...counting,
  ratingsAt: () => ratings,
  ...openingHours(opening, timeZone ?? 'UTC'),
})

/** The first moment from which on other rules hold; null when all are the same. */
export function firstDifference(some: DatedRules[], others: DatedRules[]): number | null {
  const moments = new Set([...some, ...others].map(({ from }) => from))
  const differs = (time: number) => textAt(some, time) !== textAt(others, time)
  return [...moments].sort((one, other) => one - other).find(differs) ?? null
}

const textAt = (dated: DatedRules[], time: number) =>
  JSON.stringify(dated.findLast(({ from }) => time >= from)?.rules ?? null)

/** The same rules up to a moment; from then on nobody knows. */
export const knownUntil = (dated: DatedRules[], until: number): DatedRules[] => [
  ...dated.filter(({ from }) => from < until),
  { from: until, rules: null },
]
