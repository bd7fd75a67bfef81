import type { FoundEvent } from '../../../shared/event-search.ts'
import { RangefinderHealth } from '../../../shared/events.ts'
import type { Cell } from '../frame/csv.ts'
import { duration, integer, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'

/** Events to be taken away, with all that they tell. */
export function eventsTable(events: readonly FoundEvent[]): Cell[][] {
  const iso = (time: number) => new Date(time).toISOString()
  const rows = events.map((event): Cell[] => {
    const { site, touchpoint, device, boot, seq, kind, time, errorMs, receivedAt, tells } = event
    const said = JSON.stringify(tells)
    return [site, touchpoint, device, boot, seq, kind, iso(time), errorMs, iso(receivedAt), said]
  })
  return [columns, ...rows]
}

const columns = [
  ...['site', 'touchpoint', 'device', 'boot', 'seq', 'kind'],
  ...['time_utc', 'error_ms', 'received_utc', 'tells'],
]

/** What an event tells, in words. */
export function tellingOf({ kind, tells }: FoundEvent): string {
  switch (kind) {
    case 'pressed':
      return words(t('trust.tells.button', { button: numberIn(tells, 'button') }), heldFor(tells))
    case 'arrived':
      return t('trust.tells.visit', { visit: numberIn(tells, 'visit') })
    case 'left':
      return words(
        t('trust.tells.visit', { visit: numberIn(tells, 'visit') }),
        t('trust.tells.stayed', { time: duration(numberIn(tells, 'stayMs')) }),
      )
    case 'started':
      return words(textIn(tells, 'firmware'), textIn(tells, 'rangefinder'))
    case 'status':
      return tells.online ? t('trust.tells.online') : t('trust.tells.offline')
    case 'heartbeat':
      return words(
        rangefinderIn(tells),
        t('trust.tells.waiting', { count: numberIn(tells, 'waiting') }),
        typeof tells.battery === 'number' && percent(tells.battery),
      )
  }
}

function rangefinderIn({ rangefinder }: FoundEvent['tells']): string {
  const state = RangefinderHealth.safeParse(rangefinder)
  return state.success ? t(`trust.tells.rangefinder.${state.data}`) : ''
}

const heldFor = (tells: FoundEvent['tells']) =>
  t('trust.tells.held', { ms: integer(numberIn(tells, 'heldMs')) })

const words = (...parts: (string | false)[]) => parts.filter(part => part).join(' · ')

const numberIn = (tells: FoundEvent['tells'], name: string) => Number(tells[name] ?? 0)

const textIn = (tells: FoundEvent['tells'], name: string) => String(tells[name] ?? '')
