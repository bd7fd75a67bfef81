import type { Gated, LiveNumbers, Metric } from '../../../shared/numbers.ts'
import { decimal, percent, signed } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { at } from './place.ts'
import { Range } from './range.tsx'

type GatedMetric = Exclude<Metric, 'rating'>

const SCALE: Record<GatedMetric, readonly [number, number]> = {
  nps: [-100, 100],
  csat: [0, 1],
  ces: [1, 5],
}

const SHOWN: Record<GatedMetric, (value: number) => string> = {
  nps: signed,
  csat: percent,
  ces: value => decimal(value, 1),
}

/** The response rate before its threshold, and the index that this lets through or not. */
export function Gate({ numbers }: { numbers: LiveNumbers }) {
  const { metric } = numbers
  return (
    <section class="gate">
      <ResponseRate numbers={numbers} />
      {metric === 'rating' ? (
        <TopShare range={numbers.topShareRange} />
      ) : (
        <Index numbers={numbers} metric={metric} />
      )}
    </section>
  )
}

function ResponseRate({ numbers }: { numbers: LiveNumbers }) {
  const { responseRate, threshold, survey } = numbers
  const sampled = survey !== 'spontaneous'
  return (
    <div class="response">
      <p class="line">
        <span class="label">{t('live.gate.response-rate')}</span>
        <span>
          <b class={responseRate === null ? 'unknown' : undefined}>{percent(responseRate)}</b>
          {!sampled && (
            <span class="aside">
              {' '}
              · {t('live.gate.threshold', { threshold: percent(threshold) })}
            </span>
          )}
        </span>
      </p>
      <div class="track" aria-hidden="true">
        <span class="filled" style={{ width: at(responseRate ?? 0, [0, 1]) }} />
        {!sampled && <span class="tick" style={{ left: at(threshold, [0, 1]) }} />}
      </div>
    </div>
  )
}

function Index({ numbers, metric }: { numbers: LiveNumbers; metric: GatedMetric }) {
  const gated = numbers[metric]
  const shown = SHOWN[metric]
  const mean = metric === 'csat' && numbers.csatMean.relevant ? numbers.csatMean.value : null
  return (
    <div class="index">
      <p class="line">
        <span class="label">{t(`live.gate.name.${metric}`)}</span>
        {gated.relevant ? (
          <span>
            <b class="value">{shown(gated.value)}</b>
            {mean !== null && (
              <span class="aside"> · {t('live.gate.mean', { mean: decimal(mean, 1) })}</span>
            )}
          </span>
        ) : (
          <span class="shut">{t('live.gate.not-relevant')}</span>
        )}
      </p>
      {!gated.relevant && <Why gated={gated} numbers={numbers} />}
      {gated.relevant && gated.interval && <Interval of={gated.interval} shown={shown} />}
      {gated.range && (
        <Range
          range={gated.range}
          scale={SCALE[metric]}
          shown={shown}
          value={gated.relevant ? gated.value : null}
        />
      )}
    </div>
  )
}

interface IntervalProps {
  of: readonly [number, number]
  shown: (value: number) => string
}

/** Where the value of customers like these lies. */
function Interval({ of: [low, high], shown }: IntervalProps) {
  return <p class="why">{t('live.gate.interval', { low: shown(low), high: shown(high) })}</p>
}

function Why({ gated, numbers }: { gated: Gated & { relevant: false }; numbers: LiveNumbers }) {
  const rate = percent(numbers.responseRate)
  const threshold = percent(numbers.threshold)
  return (
    <p class="why">
      {t(`live.gate.why.${gated.reason}`, { rate, threshold })}
      {gated.missing !== null && gated.missing > 0 && (
        <strong> {t('live.gate.missing', { count: gated.missing })}</strong>
      )}
    </p>
  )
}

function TopShare({ range }: { range: Gated['range'] }) {
  return (
    <div class="index">
      <p class="line">
        <span class="label">{t('live.gate.name.rating')}</span>
        {!range && <span class="unknown">{t('frame.unknown')}</span>}
      </p>
      {range && <Range range={range} scale={[0, 1]} shown={percent} value={null} />}
    </div>
  )
}
