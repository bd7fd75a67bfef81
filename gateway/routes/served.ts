import { z } from 'zod'
import { BadQuestion, Refusal } from '../refusal.ts'
import { checkSale } from '../served/sale-check.ts'
import type { Taken } from '../served/tills.ts'
import { changeRoute } from './route.ts'

const mostSales = 1000

/** What became of sales that were told. */
export const Takings = z.object({
  taken: z.int(),
  /** Told before, word for word. */
  known: z.int(),
  refused: z.array(z.object({ index: z.int(), reason: z.string() })),
})

const aSale = z
  .looseObject({})
  .describe(
    'touchpoint, source, id, at (epoch ms or ISO time with offset), kind (sale, refund or void; sale without it), of (the sale that is taken back)',
  )

export const sell = changeRoute({
  method: 'post',
  path: '/api/served',
  summary: 'Takes a sale of a till, or a list of them; telling it again changes nothing',
  right: 'sell',
  params: z.strictObject({}),
  body: z.union([aSale, z.array(z.unknown()).min(1)]),
  answer: Takings,
  async change(_params, body, { books, now }, caller) {
    const isBatch = Array.isArray(body)
    const told = isBatch ? body : [body]
    if (told.length > mostSales) {
      throw new BadQuestion(`expected at most ${mostSales} sales, found ${told.length}`)
    }
    const source = caller.name === 'anyone' ? null : caller.name
    const origin = { points: books.report.touchpoints(), source, receivedAt: now() }
    const checked = told.map(one => checkSale(one, origin))
    const results = await books.tills.take(checked)
    const [first] = results
    if (!isBatch && first?.as === 'refused') {
      throw new Refusal(checked[0]?.ok ? 409 : 400, first.reason)
    }
    return takingsOf(results)
  },
})

function takingsOf(results: Taken[]): z.infer<typeof Takings> {
  const count = (as: Taken['as']) => results.filter(one => one.as === as).length
  const refused = results.flatMap((one, index) =>
    one.as === 'refused' ? [{ index, reason: one.reason }] : [],
  )
  return { taken: count('taken'), known: count('known'), refused }
}
