import { t } from 'i18next'
import type { LiveNumbers } from '../../shared/numbers.ts'
import type { Feed } from './feed.ts'
import { Gate } from './gate.tsx'
import { RemoteHealth } from './remote-health.tsx'
import { ShareBar } from './share-bar.tsx'
import { answered } from './shares.ts'
import { Trend } from './trend.tsx'

const HOUR_MS = 3_600_000

interface TouchpointCardProps {
  numbers: LiveNumbers
  feed: Feed
  now: number
}

export function TouchpointCard({ numbers, feed, now }: TouchpointCardProps) {
  const hour = now - (now % HOUR_MS)
  const heading = `touchpoint-${numbers.site}-${numbers.touchpoint}`
  return (
    <article class="card" aria-labelledby={heading}>
      <header>
        <h3 id={heading}>{numbers.name}</h3>
        <Counts numbers={numbers} />
      </header>
      <ShareBar numbers={numbers} />
      <Gate numbers={numbers} />
      <Trend numbers={numbers} asOf={Math.max(feed.linkedAt ?? 0, hour)} />
      <RemoteHealth devices={numbers.devices} old={feed.link === 'lost'} now={now} />
    </article>
  )
}

function Counts({ numbers }: { numbers: LiveNumbers }) {
  const { hidden, served, answers, setAside } = numbers
  if (hidden) return <p class="counts">{t('count.hidden')}</p>
  const aside = Object.values(setAside ?? {}).reduce((sum, count) => sum + count, 0)
  const counts = [
    served === null ? t('count.served-unknown') : t('count.served', { count: served }),
    t('count.answers', { count: answered(answers) }),
  ]
  if (aside > 0) counts.push(t('count.set-aside', { count: aside }))
  return <p class="counts">{counts.join('\u00a0· ')}</p>
}
