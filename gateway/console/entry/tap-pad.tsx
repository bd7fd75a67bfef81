import { duration, integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { now } from '../frame/now.ts'
import { Refusal } from '../frame/refusal.tsx'
import type { NamedSite } from '../frame/sites.ts'
import { end, giveUp, tap, trouble } from './headcount.ts'
import { type Counting, isOver } from './headcount-taps.ts'

/** One big button: whoever counts looks at the customers and not at the screen. */
export function TapPad({ counting, site }: { counting: Counting; site: NamedSite }) {
  const { touchpoint, to, ahead, taps, waiting } = counting
  const refused = trouble.value?.refused
  const name = site.touchpoints.find(one => one.touchpoint === touchpoint)?.name ?? touchpoint
  const over = isOver(counting, now.value)
  const leftMs = Math.max(0, to - ahead - now.value)
  return (
    <div class="tapping">
      <p class="line">
        <span class="label">{name}</span>
        <span class="aside">
          {over ? t('entry.headcount.over') : t('entry.headcount.left', { time: duration(leftMs) })}
        </span>
      </p>
      <button type="button" class="tap-pad" disabled={over} onClick={tap}>
        <b>{integer(taps)}</b>
        <span>{t('entry.headcount.tap')}</span>
      </button>
      <p class={trouble.value === null ? 'aside' : 'fault'} role="status">
        {waiting.length > 0 && t('entry.headcount.waiting', { count: waiting.length })}{' '}
        {refused && <Refusal of={refused} />}
      </p>
      <p class="acts">
        {!over && (
          <button type="button" class="button" onClick={end}>
            {t('entry.headcount.end')}
          </button>
        )}
        {refused && (
          <button type="button" class="button" onClick={giveUp}>
            {t('entry.headcount.give-up')}
          </button>
        )}
      </p>
    </div>
  )
}
