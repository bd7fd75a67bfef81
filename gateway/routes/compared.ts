import { z } from 'zod'
import type { Side } from '../../shared/comparisons.ts'
import type { Span } from '../calendar.ts'
import { customersOf } from '../counting/indices.ts'
import { type IndexName, indexNames } from '../counting/scores.ts'
import { BadQuestion } from '../refusal.ts'
import type { Sample } from '../statistics/sample.ts'
import { sizeOf } from '../statistics/sample.ts'
import type { MountedAt } from '../touchpoints.ts'
import { rowsOf } from './long-answer.ts'
import type { Source } from './route.ts'

export const Index = z.enum(indexNames).default('supportIndex')

export const Range = z.tuple([z.number(), z.number()])

/** More would be more pairs than anybody reads. */
const mostSides = 100

export interface Measured {
  side: z.infer<typeof Side>
  sample: Sample | null
}

/** What an index says of touchpoints in periods; they must be asked on one scale. */
export async function measure(
  index: IndexName,
  asked: { point: MountedAt; span: Span }[],
  { books }: Source,
): Promise<Measured[]> {
  if (asked.length > mostSides) {
    const problem = `touchpoint: expected at most ${mostSides}, found ${asked.length}`
    throw new BadQuestion(problem, 'too-large')
  }
  const rows = asked.values().map(({ point, span }) => {
    // What was asked last: no index is one of two questions.
    const part = books.standing.seriesIn(point, span).at(-1) ?? span
    const answers = books.standing.answers(point, part)
    const sample = answers && customersOf(index, answers)
    const { site, touchpoint } = point
    const customers = sample && sizeOf(sample)
    return { side: { site: site.id, touchpoint: touchpoint.id, ...part, customers }, sample }
  })
  const measured = await rowsOf(rows, books)
  const scales = measured.flatMap(({ sample }) =>
    sample ? `${sample.lowest} to ${sample.highest}` : [],
  )
  const [first, other] = new Set(scales)
  if (other) {
    const problem = `index: expected one scale for ${index}, found ${first} and ${other}`
    throw new BadQuestion(problem, 'different-scales')
  }
  return measured
}
