import type { LiveNumbers } from '../../../shared/numbers.ts'
import { integer, timeOfDay } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { TabletLink } from '../frame/tablet-link.tsx'
import { Gate } from './gate.tsx'
import { Present } from './present.tsx'
import { RemoteHealth } from './remote-health.tsx'
import { ShareBar } from './share-bar.tsx'
import { answered } from './shares.ts'

export function TouchpointCard({ numbers }: { numbers: LiveNumbers }) {
  const heading = `touchpoint-${numbers.touchpoint}`
  return (
    <article class="card touchpoint" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{numbers.name}</h2>
        <Present present={numbers.present} />
      </header>
      <Served numbers={numbers} />
      <ShareBar numbers={numbers} />
      <Gate numbers={numbers} />
      <footer class="remotes">
        <RemoteHealth devices={numbers.devices} />
        <TabletLink site={numbers.site} touchpoint={numbers.touchpoint} />
      </footer>
    </article>
  )
}

function Served({ numbers }: { numbers: LiveNumbers }) {
  const { hidden, servedToday: served, answers, discretion, timeZone } = numbers
  return (
    <div class="served">
      {served === null ? (
        <p class="unknown">{t('live.count.served-unknown')}</p>
      ) : (
        <p class="customers">
          <b>{integer(served)}</b> <span>{t('live.count.served', { count: served })}</span>
        </p>
      )}
      {hidden ? (
        <p class="aside">{t('live.count.hidden')}</p>
      ) : (
        <p class="aside">
          {t('live.count.answers', { count: answered(answers) ?? 0 })}
          {discretion.answersAtOnce > 1 &&
            `, ${t('live.count.as-of', { time: timeOfDay(discretion.answersAsOf, timeZone) })}`}
        </p>
      )}
    </div>
  )
}
