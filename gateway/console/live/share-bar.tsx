import type { LiveNumbers } from '../../../shared/numbers.ts'
import { decimal, interval, percent, wholePercent } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { SensorNote } from './sensor-note.tsx'
import { type Shares, sharesOf } from './shares.ts'

const PARTS = ['support', 'critical', 'silent'] as const

/** How all customers served divide, with the same in figures. */
export function ShareBar({ numbers }: { numbers: LiveNumbers }) {
  const shares = sharesOf(numbers)
  return (
    <section class="shares">
      {shares.known ? <Bar shares={shares} /> : <NoBar why={shares.why} />}
      <dl class="figures">
        <Figure
          name={t('live.share.support')}
          share={numbers.supportIndex}
          sure={numbers.intervals.supportIndex}
          part="support"
        />
        <Figure
          name={t('live.share.critical')}
          share={numbers.criticalShare}
          sure={numbers.intervals.criticalShare}
          part="critical"
        />
        <Figure
          name={t('live.share.silent')}
          share={shares.known ? shares.silent : null}
          sure={null}
          part="silent"
        />
        <div class="figure beside">
          <dt>{t('live.share.criticality')}</dt>
          <dd>
            <Sure
              interval={numbers.intervals.criticalityIndex}
              shown={value => decimal(value, 2)}
            />
            <Known value={numbers.criticalityIndex} shown={value => decimal(value, 2)} />
          </dd>
        </div>
      </dl>
      <SensorNote numbers={numbers} />
    </section>
  )
}

function Bar({ shares }: { shares: Shares & { known: true } }) {
  const label = t('live.share.bar', {
    support: percent(shares.support),
    critical: percent(shares.critical),
    silent: percent(shares.silent),
  })
  return (
    <div class="bar" role="img" aria-label={label}>
      {PARTS.filter(part => shares[part] > 0).map(part => (
        <span key={part} class={`part ${part}`} style={{ flexGrow: shares[part] }} />
      ))}
    </div>
  )
}

function NoBar({ why }: { why: (Shares & { known: false })['why'] }) {
  const fault = why === 'more-answers-than-customers'
  return <p class={fault ? 'bar no-bar fault' : 'bar no-bar'}>{t(`live.share.why.${why}`)}</p>
}

interface FigureProps {
  name: string
  share: number | null
  /** 95 %. */
  sure: readonly [number, number] | null
  part: (typeof PARTS)[number]
}

function Figure({ name, share, sure, part }: FigureProps) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class={`swatch ${part}`} aria-hidden="true" />
        <Known value={share} shown={percent} />
        <Sure interval={sure} shown={wholePercent} />
      </dd>
    </div>
  )
}

interface SureProps {
  interval: readonly [number, number] | null
  shown: (value: number) => string
}

function Sure({ interval: sure, shown }: SureProps) {
  return sure && <span class="sure">{interval(sure, shown)}</span>
}

function Known({ value, shown }: { value: number | null; shown: (value: number) => string }) {
  if (value !== null) return <>{shown(value)}</>
  return (
    <span class="unknown">
      <span aria-hidden="true">–</span>
      <span class="hidden">{t('frame.unknown')}</span>
    </span>
  )
}
