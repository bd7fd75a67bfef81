import type { DayOfDoubts } from '../../../shared/doubts.ts'
import type { Doubt } from '../../../shared/event-search.ts'
import type { DayOfLosses } from '../../../shared/losses.ts'
import { integer, percent, shortDay } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Link } from '../frame/link.tsx'
import { may } from '../frame/me.ts'
import { addressWith } from '../frame/view.ts'

interface DayProps {
  day: DayOfLosses
  doubts: DayOfDoubts | undefined
  timeZone: string
}

/** What arrived of one remote on one day. */
export function ReceivedDay({ day, doubts, timeZone }: DayProps) {
  const { from, device, received, of, coverage, watched, lostPresses, lostVisits } = day
  const isWhole = received === of
  return (
    <tr>
      <th scope="row">{shortDay(from, timeZone)}</th>
      <td>{device}</td>
      <td class={isWhole ? 'n-of-m' : 'n-of-m fault'}>
        {isWhole ? '✓' : '✕'} {t('trust.received.n-of-m', { received, of })}
      </td>
      <Doubtful only="late" of={day} count={doubts?.late} />
      <Doubtful only="uncertain" of={day} count={doubts?.uncertain} />
      <Share share={coverage} />
      <Share share={watched} />
      <td class={lostPresses + lostVisits > 0 ? 'fault' : 'unknown'}>
        {lostPresses + lostVisits > 0
          ? t('trust.received.lost-parts', { presses: lostPresses, visits: lostVisits })
          : '–'}
      </td>
    </tr>
  )
}

interface DoubtfulProps {
  only: Doubt
  of: DayOfLosses
  count: number | undefined
}

/** How many, and the way to them in the event log, for who may read it. */
function Doubtful({ only, of: { device }, count }: DoubtfulProps) {
  if (!count) return <td class="unknown">{count === undefined ? '–' : integer(count)}</td>
  if (!may('administer')) return <td>{integer(count)}</td>
  const view = addressWith({ device, only, kind: null, before: null })
  return (
    <td>
      <Link to={`${view}#event-log`}>{integer(count)}</Link>
    </td>
  )
}

/** What is not filled is dark. */
function Share({ share }: { share: number | null }) {
  return (
    <td>
      <span class="share">
        <span class="meter" aria-hidden="true">
          <span style={{ width: `${100 * (share ?? 0)}%` }} />
        </span>
        {percent(share)}
      </span>
    </td>
  )
}
