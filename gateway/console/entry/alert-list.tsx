import { useState } from 'preact/hooks'
import { z } from 'zod'
import { Alert } from '../../../shared/alerts.ts'
import { useAnswer } from '../frame/asking.ts'
import { callerName } from '../frame/caller-name.ts'
import { Failure } from '../frame/failure.tsx'
import { exactMoment } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { feed } from '../frame/live-feed.ts'
import { now } from '../frame/now.ts'
import { Outcome } from '../frame/outcome.tsx'
import type { NamedSite } from '../frame/sites.ts'
import { type Told, tell } from '../frame/telling.ts'
import { evidenceOf } from './alert-evidence.ts'

const Alerts = z.object({ alerts: z.array(Alert) })
const minuteMs = 60_000

/** What is wrong at a site, and what somebody did about it. */
export function AlertList({ site }: { site: NamedSite }) {
  const [changedAt, setChangedAt] = useState(0)
  const [told, setTold] = useState<Told<unknown> | null>(null)
  const minute = Math.floor(now.value / minuteMs) * minuteMs
  const asOf = Math.max(changedAt, minute, feed.value.linkedAt ?? 0)
  const open = useAnswer('api/alerts', {}, Alerts, asOf)
  const here = open.answer?.alerts.filter(alert => alert.site === site.id) ?? []

  async function take(alert: Alert, deed: Deed, comment: string) {
    const told = await tell('POST', `api/alerts/${alert.id}/${deed}`, { comment }, Alert)
    setTold(told)
    setChangedAt(Date.now())
    return told.ok
  }

  if (here.length === 0 && !open.failure && told?.ok !== false) return null
  return (
    <section class="card entry-part alerts" aria-labelledby="alerts">
      <h2 id="alerts">{t('entry.alerts.name')}</h2>
      <Failure of={open} />
      <ul class="headcounts">
        {here.map(alert => (
          <li key={alert.id}>
            <OpenAlert alert={alert} site={site} onTake={take} />
          </li>
        ))}
      </ul>
      <Outcome of={told} />
    </section>
  )
}

const deeds = ['acknowledge', 'comment', 'close'] as const
type Deed = (typeof deeds)[number]

interface OpenAlertProps {
  alert: Alert
  site: NamedSite
  onTake: (alert: Alert, deed: Deed, comment: string) => Promise<boolean>
}

function OpenAlert({ alert, site, onTake }: OpenAlertProps) {
  const { kind, touchpoint, device, state, steps } = alert
  const [comment, setComment] = useState('')
  const name = site.touchpoints.find(one => one.touchpoint === touchpoint)?.name ?? touchpoint
  async function take(deed: Deed) {
    if (await onTake(alert, deed, comment.trim())) setComment('')
  }
  return (
    <>
      <p class="line">
        <span class="label">{t(`entry.alerts.kind.${kind}`)}</span>
        <span class="aside">{[name, device].filter(Boolean).join(' · ')}</span>
      </p>
      <p>{evidenceOf(alert, site.timeZone)}</p>
      <ul>
        {steps.map(({ what, at, by, comment: said }) => (
          <li key={`${at} ${what}`}>
            {t(`entry.alerts.what.${what}`)}{' '}
            <span class="aside">
              {callerName(by)}, {exactMoment(at, site.timeZone)}
            </span>{' '}
            {said}
          </li>
        ))}
      </ul>
      <div class="figure-form">
        <label class="field">
          {t('entry.alerts.comment')}
          <input
            value={comment}
            maxLength={2000}
            onInput={event => setComment(event.currentTarget.value)}
          />
        </label>
        {deeds
          .filter(deed => deed !== 'acknowledge' || state === 'raised')
          .map(deed => (
            <button
              key={deed}
              type="button"
              class="button"
              disabled={deed === 'comment' && comment.trim() === ''}
              onClick={() => take(deed)}
            >
              {t(`entry.alerts.${deed}-it`)}
            </button>
          ))}
      </div>
    </>
  )
}
