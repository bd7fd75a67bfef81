import type { z } from 'zod'
import type { DayOfDoubts } from '../../../shared/doubts.ts'
import type { DayOfLosses, Losses } from '../../../shared/losses.ts'
import type { Cell } from '../frame/csv.ts'
import { moment } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { Scrolls } from '../frame/scrolls.tsx'
import { ReceivedDay } from './received-day.tsx'

interface ReceivedProps {
  losses: z.infer<typeof Losses>
  /** Null: not known, or of too long a time to count them. */
  doubts: readonly DayOfDoubts[] | null
  timeZone: string
}

/** Per device and day: received N of M, when, and how much of the time is known. */
export function Received({ losses: { days, rejected }, doubts, timeZone }: ReceivedProps) {
  const newest = [...days].sort((one, other) => other.from - one.from)
  return (
    <section class="card trust-part" aria-labelledby="received">
      <h2 id="received">{t('trust.received.name')}</h2>
      <Verdict days={days} />
      <Scrolls name={t('trust.received.name')}>
        <table class="data">
          <thead>
            <tr>
              <th scope="col">{t('trust.received.day')}</th>
              <th scope="col">{t('trust.received.device')}</th>
              <th scope="col">{t('trust.received.events')}</th>
              <th scope="col">{t('trust.received.late')}</th>
              <th scope="col">{t('trust.received.uncertain')}</th>
              <th scope="col">{t('trust.received.coverage')}</th>
              <th scope="col">{t('trust.received.watched')}</th>
              <th scope="col">{t('trust.received.lost')}</th>
            </tr>
          </thead>
          <tbody>
            {newest.map(day => (
              <ReceivedDay
                key={`${day.from} ${day.device}`}
                day={day}
                doubts={doubtsOn(day, doubts)}
                timeZone={timeZone}
              />
            ))}
          </tbody>
        </table>
      </Scrolls>
      <p class="aside">{t('trust.received.means')}</p>
      {rejected.count > 0 && <RejectedMessages rejected={rejected} />}
    </section>
  )
}

function Verdict({ days }: { days: readonly DayOfLosses[] }) {
  const received = days.reduce((sum, day) => sum + day.received, 0)
  const of = days.reduce((sum, day) => sum + day.of, 0)
  if (of === 0) return <p class="verdict unknown">{t('trust.received.nothing')}</p>
  const numbers = { received, of }
  return received === of ? (
    <p class="verdict good">✓ {t('trust.received.whole', numbers)}</p>
  ) : (
    <p class="verdict fault">
      ✕ {t('trust.received.lacking', numbers)}{' '}
      {t('trust.received.missing', { count: of - received })}
    </p>
  )
}

const doubtsOn = (day: DayOfLosses, doubts: ReceivedProps['doubts']) =>
  doubts?.find(
    ({ site, touchpoint, device, from, to }) =>
      [site, touchpoint, device].join() === [day.site, day.touchpoint, day.device].join() &&
      from <= day.from &&
      day.from < to,
  )

function RejectedMessages({ rejected }: { rejected: ReceivedProps['losses']['rejected'] }) {
  return (
    <details class="figures-table">
      <summary>{t('trust.received.rejected', { count: rejected.count })}</summary>
      <ul class="rejected">
        {rejected.newest.map(({ receivedAt, topic, reason, detail }) => (
          <li key={`${receivedAt} ${topic} ${detail}`}>
            {moment(receivedAt)} <code>{topic}</code> {t(`trust.rejected.${reason}`)}{' '}
            <code lang="en">{detail}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function receivedTable(
  days: readonly DayOfLosses[],
  doubts: ReceivedProps['doubts'],
  timeZone: string,
): Cell[][] {
  const rows = days.map((day): Cell[] => [
    ...[day.site, day.touchpoint, day.device],
    ...[new Date(day.from).toISOString(), new Date(day.to).toISOString(), timeZone],
    ...[doubtsOn(day, doubts)?.late ?? null, doubtsOn(day, doubts)?.uncertain ?? null],
    ...[day.received, day.of, day.lostPresses, day.lostVisits, day.coverage, day.watched],
  ])
  return [columns, ...rows]
}

const columns = [
  ...['site', 'touchpoint', 'device', 'from_utc', 'to_utc', 'time_zone'],
  ...['late', 'uncertain', 'received', 'of', 'lost_presses', 'lost_visits', 'coverage', 'watched'],
]
