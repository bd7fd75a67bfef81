import { useState } from 'preact/hooks'
import type { Thresholds } from '../../../shared/set-aside.ts'
import { decimal, integer } from '../frame/format.ts'
import { t } from '../frame/language.ts'
import { choose } from '../frame/view.ts'
import { type ThresholdName, thresholdNames } from './choices.ts'

interface WhatIfSlidersProps {
  /** As they are; null until it is known. */
  thresholds: Thresholds | null
  supposed: Partial<Record<ThresholdName, number>>
}

/** Moves thresholds to see what they would change; nothing is stored. */
export function WhatIfSliders({ thresholds, supposed }: WhatIfSlidersProps) {
  if (!thresholds) return null
  const nothing = Object.fromEntries(thresholdNames.map(name => [name, null]))
  return (
    <div class="what-if">
      <h3>{t('trust.what-if.name')}</h3>
      <p class="aside">{t('trust.what-if.why')}</p>
      <div class="sliders">
        {thresholdNames.map(name => (
          <Slider
            key={`${name} ${supposed[name] ?? thresholds[name]}`}
            name={name}
            actual={thresholds[name]}
            value={supposed[name] ?? thresholds[name]}
          />
        ))}
      </div>
      {Object.keys(supposed).length > 0 && (
        <button type="button" class="button" onClick={() => choose(nothing)}>
          {t('trust.what-if.reset')}
        </button>
      )}
    </div>
  )
}

/** Least, most and step. */
const ranges: Record<ThresholdName, readonly [number, number, number]> = {
  graceMs: [0, 15_000, 500],
  correctionMs: [0, 30_000, 1_000],
  holdOffMs: [0, 15_000, 500],
  mashingPresses: [2, 20, 1],
  mashingMs: [0, 15_000, 500],
}

interface SliderProps {
  name: ThresholdName
  actual: number
  value: number
}

function Slider({ name, actual, value }: SliderProps) {
  const [moved, setMoved] = useState(value)
  const [least, most, step] = ranges[name]
  const shown = (one: number) =>
    name === 'mashingPresses'
      ? integer(one)
      : t('trust.what-if.seconds', { seconds: decimal(one / 1000, 1) })
  return (
    <label class="slider">
      <span class="line">
        <span>{t(`trust.what-if.${name}`)}</span>
        <b>{shown(moved)}</b>
      </span>
      <input
        type="range"
        min={least}
        max={Math.max(most, actual)}
        step={step}
        value={moved}
        aria-valuetext={shown(moved)}
        onInput={event => setMoved(event.currentTarget.valueAsNumber)}
        onChange={event => {
          const chosen = event.currentTarget.valueAsNumber
          choose({ [name]: chosen === actual ? null : chosen })
        }}
      />
      <span class="explained">{t('trust.what-if.now', { value: shown(actual) })}</span>
    </label>
  )
}
