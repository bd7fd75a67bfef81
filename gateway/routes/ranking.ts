import { z } from 'zod'
import { Side } from '../../shared/comparisons.ts'
import { SpanQuery } from '../span-query.ts'
import { rank } from '../statistics/ranking.ts'
import { Index, measure, Range } from './compared.ts'
import { asked, jsonRoute } from './route.ts'

const Ranked = Side.extend({
  value: z.number(),
  /** 95 %, of the touchpoint by itself. */
  interval: Range.nullable(),
  /** Drawn towards the mean of all: the fewer customers, the further. */
  shrunk: z.number(),
  /** The first and last place that it can have. */
  places: z.tuple([z.int(), z.int()]),
  /** Who shares no group with another is told apart from it. */
  groups: z.array(z.int()),
})

export const ranking = jsonRoute({
  path: '/api/ranking',
  summary: 'Touchpoints from the highest to the lowest index, in groups that can be told apart',
  right: 'read',
  query: SpanQuery.omit({ touchpoint: true }).extend({ index: Index }),
  answer: z.object({
    ranking: z.array(Ranked),
    /** Touchpoints whose index is unknown, not relevant, or hidden. */
    unranked: z.array(Side),
  }),
  async read({ index, ...query }, source) {
    const measured = await measure(index, asked(query, source), source)
    const ranked = measured.flatMap(({ side, sample }) => (sample ? [{ side, sample }] : []))
    return {
      ranking: rank(ranked.map(({ sample }) => sample)).flatMap(({ index: at, ...place }) => {
        const side = ranked[at]?.side
        return side ? [{ ...side, ...place }] : []
      }),
      unranked: measured.flatMap(({ side, sample }) => (sample ? [] : [side])),
    }
  },
})
