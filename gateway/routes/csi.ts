import { z } from 'zod'
import { Questionnaire } from '../../shared/csi.ts'
import { weightedCsi } from '../counting/csi.ts'
import { BadQuestion } from '../refusal.ts'
import { SpanQuery } from '../span-query.ts'
import { rowsOf } from './long-answer.ts'
import { asked, jsonRoute } from './route.ts'

export const csi = jsonRoute({
  path: '/api/csi',
  summary: 'The CSI of a questionnaire of which each touchpoint asks one question',
  right: 'read',
  query: SpanQuery.extend({
    weights: z.string().optional().describe('how much each touchpoint weighs, as in 3,2,1'),
  }),
  answer: Questionnaire,
  async read({ weights: said, ...query }, source) {
    const { books } = source
    const places = asked(query, source)
    const weights = said === undefined ? places.map(() => 1) : said.split(',').map(Number)
    const areWeights = weights.every(weight => weight > 0 && Number.isFinite(weight))
    if (weights.length === 0 || weights.length !== places.length || !areWeights) {
      const expected = `a number above 0 for each of ${places.length} touchpoints`
      throw new BadQuestion(`weights: expected ${expected}, found ${said ?? 'none'}`)
    }
    const rows = places.values().map(({ point, span }, place) => {
      // What was asked last: no index is one of two questions.
      const { from, to } = books.standing.seriesIn(point, span).at(-1) ?? span
      const { site, touchpoint, csi } = books.standing.numbers(point, { from, to })
      return { site, touchpoint, from, to, weight: weights[place] ?? 0, csi }
    })
    const attributes = await rowsOf(rows, books)
    return { attributes, csi: weightedCsi(attributes) }
  },
})
