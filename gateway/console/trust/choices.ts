import { z } from 'zod'
import { Doubt, EventKind } from '../../../shared/event-search.ts'
import { Thresholds } from '../../../shared/set-aside.ts'
import { type ChosenPeriod, chosenPeriod } from '../frame/period.ts'
import type { NamedSite } from '../frame/sites.ts'
import { choicesOf } from '../frame/view.ts'

export type ThresholdName = keyof Thresholds
export const thresholdNames = Object.keys(Thresholds.shape) as ThresholdName[]

const supposed = z.coerce.number().int().min(0).optional().catch(undefined)

const Choices = z.object({
  touchpoint: z.string().optional(),
  graceMs: supposed,
  correctionMs: supposed,
  holdOffMs: supposed,
  mashingPresses: supposed,
  mashingMs: supposed,
  device: z.string().optional(),
  kind: EventKind.optional().catch(undefined),
  only: Doubt.optional().catch(undefined),
  before: z.coerce.number().int().optional().catch(undefined),
})
type Choices = z.infer<typeof Choices>

export interface TrustChoices extends ChosenPeriod, Choices {
  touchpoints: NamedSite['touchpoints']
  /** What if these were the thresholds. */
  supposed: Partial<Record<ThresholdName, number>>
}

export function trustChoices(site: NamedSite, now: number): TrustChoices {
  const choices = choicesOf(Choices)
  const found = site.touchpoints.filter(({ touchpoint }) => touchpoint === choices.touchpoint)
  const set = thresholdNames.flatMap(name => {
    const value = choices[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...choices,
    ...chosenPeriod(now, site.timeZone),
    touchpoints: found.length > 0 ? found : site.touchpoints,
    supposed: Object.fromEntries(set),
  }
}
