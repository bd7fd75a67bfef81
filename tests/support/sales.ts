import type { SaleLine } from '../../shared/sales.ts'
import { monday } from './events.ts'

/** A sale at the only till of the only counter, so many ms after monday. */
export const aSale = (id: string, after = 0, more: Partial<SaleLine> = {}): SaleLine => ({
  site: 'hall',
  touchpoint: 'counter-1',
  source: 'till-1',
  id,
  kind: 'sale',
  at: monday + after,
  receivedAt: monday + 12 * 3_600_000,
  ...more,
})

/** A site with one counter, open from eight to six. */
export const aHall = (touchpoint: object = {}) => ({
  id: 'hall',
  timeZone: 'UTC',
  touchpoints: [
    {
      id: 'counter-1',
      devices: ['counter-1'],
      opening: { 'mon-sun': '08:00-18:00' },
      ...touchpoint,
    },
  ],
})
