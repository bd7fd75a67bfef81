import { z } from 'zod'
import { addDays, dateOf } from '../frame/period.ts'
import { remember, remembered } from '../frame/remembered.ts'
import type { NamedSite } from '../frame/sites.ts'
import { choicesOf } from '../frame/view.ts'

export const lengths = ['today', 'yesterday', 'days'] as const
type Length = (typeof lengths)[number]

type Point = NamedSite['touchpoints'][number]

const kept = 'loyalty-entry-touchpoint'

const Choices = z.object({
  touchpoint: z.string().optional(),
  of: z.enum(lengths).catch('today'),
})

export interface EntryChoices {
  of: Length
  point: Point
  /** What the spans that can be filled in are asked for by. */
  question: { touchpoint: string; from: string; to: string }
  by: 'hour' | 'day'
}

/** The touchpoint is the one that was chosen here before: who enters stands at one. */
export function entryChoices(site: NamedSite): EntryChoices | null {
  const { touchpoint, of } = choicesOf(Choices)
  const named = touchpoint ?? remembered(kept)
  const point = site.touchpoints.find(one => one.touchpoint === named) ?? site.touchpoints[0]
  if (!point) return null
  if (touchpoint === point.touchpoint) remember(kept, touchpoint)
  const today = dateOf(point.from, site.timeZone)
  const [first, days] = { today: [0, 1], yesterday: [-1, 1], days: [-6, 7] }[of] as [number, number]
  const from = addDays(today, first)
  const question = { touchpoint: `${site.id}/${point.touchpoint}`, from, to: addDays(from, days) }
  return { of, point, question, by: of === 'days' ? 'day' : 'hour' }
}
