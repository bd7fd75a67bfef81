import type { HeadcountResult } from '../../../shared/headcounts.ts'
import { callerName } from '../frame/caller-name.ts'
import { dateTime, duration, percent } from '../frame/format.ts'
import { t } from '../frame/language.ts'

interface HeadcountResultsProps {
  results: readonly HeadcountResult[]
  timeZone: string
}

/** How well the sensor counted, the newest first. */
export function HeadcountResults({ results, timeZone }: HeadcountResultsProps) {
  if (results.length === 0) return null
  return (
    <ul class="headcounts">
      {results.map(result => (
        <li key={result.id}>
          <Result result={result} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  )
}

function Result({ result, timeZone }: { result: HeadcountResult; timeZone: string }) {
  const { from, to, by, taps, visits, matched, recall, precision, zone } = result
  return (
    <>
      <p class="line">
        <span class="label">
          {dateTime(from, { dateStyle: 'medium', timeStyle: 'short', timeZone })}
        </span>
        <span class="aside">
          {duration(to - from)} · {callerName(by)}
        </span>
      </p>
      <dl class="shares-found">
        <Share
          name={t('entry.headcount.recall')}
          share={recall}
          means={t('entry.headcount.recall-means', { matched, taps })}
        />
        <Share
          name={t('entry.headcount.precision')}
          share={precision}
          means={t('entry.headcount.precision-means', { matched, visits })}
        />
      </dl>
      {zone && (
        <p class="proposal">
          {t('entry.headcount.zone', {
            near: zone.nearMm,
            far: zone.farMm,
            matched: zone.matched,
            visits: zone.visits,
            recall: percent(zone.recall?.value ?? null),
            precision: percent(zone.precision?.value ?? null),
          })}{' '}
          <code>{`"zone": { "nearMm": ${zone.nearMm}, "farMm": ${zone.farMm} }`}</code>
        </p>
      )}
      <Differences result={result} timeZone={timeZone} />
    </>
  )
}

interface ShareProps {
  name: string
  share: HeadcountResult['recall']
  means: string
}

function Share({ name, share, means }: ShareProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b class={share ? undefined : 'unknown'}>{percent(share?.value ?? null)}</b>
        {share && (
          <span class="aside">
            {t('entry.headcount.interval', {
              low: percent(share.interval[0]),
              high: percent(share.interval[1]),
            })}
          </span>
        )}
        <span class="aside">{means}</span>
      </dd>
    </div>
  )
}

/** Where to look in a signal log. */
function Differences({ result, timeZone }: { result: HeadcountResult; timeZone: string }) {
  const { missed, extra } = result
  if (missed.length === 0 && extra.length === 0) return null
  return (
    <details>
      <summary>
        {t('entry.headcount.differences', { missed: missed.length, extra: extra.length })}
      </summary>
      <ul>
        {missed.map(at => (
          <li key={at}>{t('entry.headcount.missed', { time: clockAt(at, timeZone) })}</li>
        ))}
        {extra.map(({ from, to, nearestMm }) => (
          <li key={from}>
            {t('entry.headcount.extra', {
              time: clockAt(from, timeZone),
              stay: duration(to - from),
              mm: nearestMm,
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

const clockAt = (at: number, timeZone: string) => dateTime(at, { timeStyle: 'medium', timeZone })
