import { z } from 'zod'
import { Comparisons } from '../../shared/comparisons.ts'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import { compare as comparisonOf } from '../statistics/comparison.ts'
import { meanOf } from '../statistics/sample.ts'
import { Index, type Measured, measure } from './compared.ts'
import { asked, jsonRoute } from './route.ts'

export const compare = jsonRoute({
  path: '/api/compare',
  summary:
    'Touchpoints side by side, or one in two periods: higher, lower, or not to be told apart',
  right: 'read',
  query: SpanQuery.extend({
    index: Index,
    with: z.string().optional().describe('another touchpoint; without it, all with each other'),
    againstFrom: z.string().optional().describe('compares each touchpoint with itself in another'),
    againstTo: z.string().optional().describe('period, given like from and to'),
  }),
  answer: Comparisons,
  async read({ index, with: other, againstFrom, againstTo, ...query }, source) {
    const sides = await measure(index, asked(query, source), source)
    const isAgainst = againstFrom !== undefined || againstTo !== undefined
    if (isAgainst && other !== undefined) {
      throw new BadQuestion('with: expected another touchpoint or another period, found both')
    }
    if (isAgainst) {
      const { touchpoint } = query
      const before = asked({ touchpoint, from: againstFrom, to: againstTo }, source)
      const others = await measure(index, before, source)
      return answerTo(
        sides.flatMap((one, at): Two[] => {
          const side = others[at]
          return side ? [[one, side]] : []
        }),
      )
    }
    if (other !== undefined) {
      const others = await measure(index, asked({ ...query, touchpoint: other }, source), source)
      return answerTo(sides.flatMap(one => others.map((side): Two => [one, side])))
    }
    return answerTo(sides.flatMap((one, at) => sides.slice(at + 1).map((side): Two => [one, side])))
  },
})

type Two = [one: Measured, other: Measured]

function answerTo(pairs: Two[]): z.infer<typeof Comparisons> {
  const known = pairs.filter(([one, other]) => one.sample && other.sample).length
  return {
    comparisons: pairs.map(([one, other]) => {
      const sides = { one: sideOf(one), other: sideOf(other) }
      const found = one.sample && other.sample && comparisonOf(one.sample, other.sample, known)
      return { ...sides, ...(found ?? { verdict: null, difference: null, interval: null }) }
    }),
  }
}

const sideOf = ({ side, sample }: Measured) => ({ ...side, value: sample && meanOf(sample) })
