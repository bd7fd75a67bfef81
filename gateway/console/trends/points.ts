import { z } from 'zod'
import { type LiveNumbers, Metric } from '../../../shared/numbers.ts'
import { useAnswer } from '../frame/asking.ts'
import { t } from '../frame/language.ts'
import type { NamedSite } from '../frame/sites.ts'

/** What a trend has to know of a touchpoint. */
export type TrendPoint = Pick<LiveNumbers, 'site' | 'touchpoint' | 'name' | 'metric' | 'timeZone'>

const Known = z.object({
  touchpoints: z.array(
    z.object({
      ...{ site: z.string(), touchpoint: z.string(), name: z.string(), timeZone: z.string() },
      question: z.object({ metric: Metric }),
    }),
  ),
})

/** The touchpoints that a site once had: what was counted there stays. */
export function usePast({ id, touchpoints }: NamedSite, asOf: number | null): TrendPoint[] {
  const { answer } = useAnswer('api/touchpoints', {}, Known, asOf)
  const there = touchpoints.map(({ touchpoint }) => touchpoint)
  const past = answer?.touchpoints.filter(one => one.site === id && !there.includes(one.touchpoint))
  return (past ?? []).map(({ question: { metric }, name, ...point }) => ({
    ...point,
    metric,
    name: t('trends.removed', { name }),
  }))
}
