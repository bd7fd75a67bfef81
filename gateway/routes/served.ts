import { z } from 'zod'
import { Sale } from '../../shared/sales.ts'
import type { Caller } from '../access/rights.ts'
import { BadQuestion, Refusal } from '../refusal.ts'
import { checkSale } from '../served/sale-check.ts'
import type { Taken } from '../served/tills.ts'
import type { MountedAt } from '../touchpoints.ts'
import { changeRoute } from './route.ts'

const mostSales = 1000

/** What became of the sales of a list. */
const Takings = z.object({
  taken: z.int(),
  /** Told before, word for word. */
  known: z.int(),
  refused: z.array(z.object({ index: z.int(), reason: z.string() })),
})

/** Anything is looked at by itself: what is no sale must not keep the others out. */
const AnySale = Sale.or(z.unknown())

export const sell = changeRoute({
  method: 'post',
  path: '/api/served',
  summary: 'Takes a sale of a till, or a list of them; telling it again changes nothing',
  right: 'sell',
  params: z.strictObject({}),
  body: z.union([z.array(AnySale), AnySale]),
  answer: Takings,
  async change(_params, body, { books, now }, caller) {
    const isBatch = Array.isArray(body)
    const told: unknown[] = isBatch ? body : [body]
    if (told.length < 1 || told.length > mostSales) {
      throw new BadQuestion(`expected 1 to ${mostSales} sales, found ${told.length}`)
    }
    const origin = { ...tellingAs(caller, books.report.touchpoints()), receivedAt: now() }
    const checked = told.map(one => checkSale(one, origin))
    const results = await books.tills.take(checked)
    const [first] = results
    if (!isBatch && first?.as === 'refused') {
      throw new Refusal(checked[0]?.ok ? 409 : 400, first.reason)
    }
    return takingsOf(results)
  },
})

/** The till `hall/till-1` tells as till-1, as over MQTT, and of the touchpoints of its site. */
export function tellingAs({ kind, name }: Caller, points: MountedAt[]) {
  if (kind === 'anyone') return { source: null, points }
  const [source = name, site] = name.split('/').reverse()
  return { source, points: points.filter(point => site === undefined || point.site.id === site) }
}

function takingsOf(results: Taken[]): z.infer<typeof Takings> {
  const count = (as: Taken['as']) => results.filter(one => one.as === as).length
  const refused = results.flatMap((one, index) =>
    one.as === 'refused' ? [{ index, reason: one.reason }] : [],
  )
  return { taken: count('taken'), known: count('known'), refused }
}
