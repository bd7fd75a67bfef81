import { z } from 'zod'
import { type ChosenPeriod, chosenPeriod, daysIn } from '../frame/period.ts'
import type { NamedSite } from '../frame/sites.ts'
import { choicesOf } from '../frame/view.ts'
import type { TrendPoint } from './points.ts'
import { type FigureName, figures } from './trend.ts'

export const lengths = ['hour', 'day', 'week'] as const
export type Length = (typeof lengths)[number]

/** As they stand in the address; what nobody can read is as if it did not stand there. */
const Choices = z.object({
  touchpoints: z.string().optional(),
  by: z.enum(lengths).catch('day'),
  figure: z.enum(figures).catch('shares'),
})

export interface TrendChoices extends ChosenPeriod {
  by: Length
  figure: FigureName
  /** All that can be looked at, and those that are. */
  known: readonly TrendPoint[]
  touchpoints: readonly TrendPoint[]
}

/** More hours than these are read as days. */
const mostHours = 4_000

export function trendChoices(
  site: NamedSite,
  past: readonly TrendPoint[],
  now: number,
): TrendChoices {
  const { touchpoints: asked, by, figure } = choicesOf(Choices)
  const named = asked?.split(',') ?? []
  const known = [...site.touchpoints, ...past]
  const found = known.filter(({ touchpoint }) => named.includes(touchpoint))
  const usual = site.touchpoints.length > 0 ? site.touchpoints : past
  const touchpoints = found.length > 0 ? found : usual
  const chosen = chosenPeriod(now, site.timeZone)
  const tooMany = daysIn(chosen.period) * 24 * touchpoints.length > mostHours
  return { ...chosen, by: by === 'hour' && tooMany ? 'day' : by, figure, known, touchpoints }
}
