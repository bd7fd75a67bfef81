import { z } from 'zod'

/** A share of what was counted, with its 95 % interval; null where nothing was. */
const Share = z
  .object({ value: z.number(), interval: z.tuple([z.number(), z.number()]) })
  .nullable()

/** Somebody who stands beside a counter and taps at each customer; times in epoch ms. */
export const Headcount = z.object({
  id: z.int(),
  site: z.string(),
  touchpoint: z.string(),
  from: z.int(),
  to: z.int(),
  by: z.string(),
})

export const HeadcountResult = Headcount.extend({
  taps: z.int(),
  visits: z.int(),
  matched: z.int(),
  recall: Share.describe('of the customers who were tapped, how many a sensor saw, with 95 %'),
  precision: Share.describe('of the visits that a sensor told, how many were tapped, with 95 %'),
  missed: z.array(z.int()).describe('taps without a visit, epoch ms'),
  extra: z.array(z.object({ from: z.int(), to: z.int(), nearestMm: z.int() })),
  zone: z
    .object({
      nearMm: z.int(),
      farMm: z.int(),
      matched: z.int(),
      visits: z.int(),
      recall: Share,
      precision: Share,
    })
    .nullable()
    .describe('a zone of the remote under which taps and visits would have matched better'),
})
export type HeadcountResult = z.infer<typeof HeadcountResult>

export const Headcounts = z.object({ headcounts: z.array(HeadcountResult) })
