import { z } from 'zod'
import { type WhatIf, WhatIfs } from '../../shared/what-if.ts'
import { Counting } from '../sites.ts'
import { SpanQuery } from '../span-query.ts'
import { whatIf as compare } from '../what-if.ts'
import { asked, jsonRoute } from './route.ts'

const mostDays = 32

const { graceMs, correctionMs, holdOffMs, mashingPresses, mashingMs } = Counting.shape
const asText = (threshold: z.ZodDefault<z.ZodInt>) =>
  z.exactOptional(z.coerce.number().pipe(threshold.unwrap()))

export const whatIf = jsonRoute({
  path: '/api/what-if',
  summary: 'What may be told of a period beside the same under other thresholds; changes nothing',
  // By trying one threshold after the other, single presses come out.
  right: 'administer',
  query: SpanQuery.extend({
    graceMs: asText(graceMs),
    correctionMs: asText(correctionMs),
    holdOffMs: asText(holdOffMs),
    mashingPresses: asText(mashingPresses),
    mashingMs: asText(mashingMs),
  }),
  answer: WhatIfs,
  async read({ touchpoint, from, to, ...set }, source) {
    const whatIf: WhatIf[] = []
    for (const { point, span } of asked({ touchpoint, from, to }, source, mostDays)) {
      const { report } = source.books
      for (const part of report.seriesIn(point, span)) {
        const { shown } = report.told(point, part)
        if (shown) whatIf.push(await compare(report, source.books, point, shown, set))
      }
    }
    return { whatIf }
  },
})
