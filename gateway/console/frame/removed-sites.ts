import { z } from 'zod'
import { useAnswer } from './asking.ts'
import { t } from './language.ts'
import type { NamedSite } from './sites.ts'

const Known = z.object({
  touchpoints: z.array(z.object({ site: z.string(), siteName: z.string(), timeZone: z.string() })),
})

/** The sites that there once were, where they are wanted: what was counted there stays. */
export function useRemovedSites(
  there: readonly NamedSite[],
  isWanted: boolean,
): { removed: NamedSite[]; isKnown: boolean } {
  const { answer, failure } = useAnswer('api/touchpoints', isWanted ? {} : null, Known)
  if (!isWanted) return { removed: [], isKnown: true }
  const past = answer?.touchpoints.filter(({ site }) => !there.some(({ id }) => id === site)) ?? []
  const names = new Map(past.map(one => [one.site, one]))
  const removed = [...names].map(([id, { siteName, timeZone }]) => ({
    ...{ id, timeZone, touchpoints: [] },
    name: t('frame.removed', { name: siteName }),
  }))
  return { removed, isKnown: answer !== null || failure !== null }
}
